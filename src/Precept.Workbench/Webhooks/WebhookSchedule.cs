namespace Precept.Workbench.Webhooks;

/// <summary>When a failed delivery is tried again.</summary>
public static class WebhookSchedule
{
    /// <summary>The wait after a failed try: the first wait, doubled with each further try, at most the longest, of which a random share between half and all.</summary>
    /// <param name="tries">Tries that failed, from 1.</param>
    /// <param name="options">The waits.</param>
    /// <param name="random">[0, 1): so that receivers that were down for all are not asked by all at once.</param>
    /// <returns>The wait, or null where it is given up.</returns>
    public static TimeSpan? Wait(int tries, WebhookOptions options, double random)
    {
        if (tries >= options.MostTries)
        {
            return null;
        }

        var full = Math.Min(options.FirstWait.TotalMilliseconds * Math.Pow(2, tries - 1), options.LongestWait.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (0.5 + (random / 2)));
    }
}
