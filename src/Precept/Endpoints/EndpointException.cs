namespace Precept.Endpoints;

/// <summary>An endpoint that cannot be used as things are: it is down, it refuses the key, or it does not know the model. Ends the run; what was answered is kept.</summary>
/// <param name="message">What happened, at which endpoint, and what to do; never a key.</param>
/// <param name="inner">The cause, or null.</param>
public class EndpointException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The budget of a run is used up. Ends the run; what was answered is kept, and the same command with a new budget goes on.</summary>
/// <param name="message">Which budget, what it took, and how to go on.</param>
public sealed class BudgetException(string message) : EndpointException(message);
