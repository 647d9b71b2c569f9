using System.IO.Compression;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Precept.Spec;

namespace Precept.Endpoints;

/// <summary>Keeps answers in an SQLite file of their own. It may be deleted: its calls are then paid for again.</summary>
/// <remarks>
/// One writer commits whatever has come in since its last commit, so that thousands of answers a second need a few flushes of the disk. Several processes may have
/// one file open. The file is its owner's alone (mode 600), and holds answers and hashes of questions: no question, no key.
/// </remarks>
internal sealed class CallDatabase : ICallStore
{
    private const int Version = 1;
    private const int BusySeconds = 30;
    private const int LargestBatch = 4096;
    private const int CompressFrom = 1024;
    private const int LargestAnswer = 256 << 20;

    private readonly string _path;
    private readonly Lock _reading = new();
    private readonly SqliteConnection _reader;
    private readonly SqliteCommand _find;
    private readonly SqliteConnection? _writer;
    private readonly Channel<Pending> _pending = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _writing;

    private CallDatabase(string path, SqliteConnection reader, SqliteConnection? writer)
    {
        (_path, _reader, _writer) = (path, reader, writer);
        _find = reader.CreateCommand();
        _find.CommandText = "SELECT answer FROM calls WHERE key = $key";
        _find.Parameters.Add("$key", SqliteType.Text);
        _find.Prepare();
        _writing = writer is null ? Task.CompletedTask : Task.Factory.StartNew(WriteAll, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default); // it waits for the disk: a thread of its own
    }

    /// <summary>Opens a file; makes it where there is none.</summary>
    /// <exception cref="InputException">It is no such file, or of a newer version.</exception>
    public static CallDatabase Open(string path) => Guarded(path, () =>
    {
        CreatePrivately(path);
        var writer = Connect(path, SqliteOpenMode.ReadWrite);
        Execute(writer, "PRAGMA journal_mode = WAL");
        Execute(writer, "PRAGMA synchronous = FULL");
        using (var transaction = writer.BeginTransaction(deferred: false))
        {
            CheckVersion(path, writer);
            Execute(writer, $"CREATE TABLE IF NOT EXISTS calls (key TEXT NOT NULL PRIMARY KEY, answer BLOB NOT NULL) WITHOUT ROWID; PRAGMA user_version = {Version}");
            transaction.Commit();
        }

        return new CallDatabase(path, Connect(path, SqliteOpenMode.ReadOnly), writer);
    });

    /// <summary>Opens a file that is there, to look up only; null where there is none.</summary>
    /// <exception cref="InputException">It is no such file, or of a newer version.</exception>
    public static CallDatabase? OpenToRead(string path) => !File.Exists(path) || new FileInfo(path).Length == 0 ? null : Guarded(path, () =>
    {
        var reader = Connect(path, SqliteOpenMode.ReadWrite); // a file with a write-ahead log is not read without writing
        CheckVersion(path, reader);
        return new CallDatabase(path, reader, null);
    });

    /// <inheritdoc/>
    public KeptAnswer? Find(string key)
    {
        byte[]? answer;
        lock (_reading)
        {
            _find.Parameters[0].Value = key;
            answer = (byte[]?)_find.ExecuteScalar();
        }

        return answer is null ? null : Unpack(answer);
    }

    /// <inheritdoc/>
    public Task AddAsync(string key, KeptAnswer answer)
    {
        var pending = new Pending(key, Pack(answer), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _pending.Writer.TryWrite(pending) ? pending.Written.Task : throw new ObjectDisposedException(nameof(CallDatabase));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _pending.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        await _find.DisposeAsync().ConfigureAwait(false);
        await _reader.DisposeAsync().ConfigureAwait(false);
        if (_writer is not null)
        {
            await _writer.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void WriteAll()
    {
        using var add = _writer!.CreateCommand();
        add.CommandText = "INSERT OR IGNORE INTO calls (key, answer) VALUES ($key, $answer)";
        add.Parameters.Add("$key", SqliteType.Text);
        add.Parameters.Add("$answer", SqliteType.Blob);
        add.Prepare();
        var batch = new List<Pending>();
        while (_pending.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < LargestBatch && _pending.Reader.TryRead(out var pending))
            {
                batch.Add(pending);
            }

            try
            {
                Write(add, batch);
                batch.ForEach(static p => p.Written.SetResult());
            }
            catch (SqliteException e)
            {
                // A full disk, most likely: the callers hear of it, and later answers may fare better.
                var told = new InputException($"{_path}: the answers of models cannot be kept ({e.Message})", e);
                batch.ForEach(p => p.Written.SetException(told));
            }
        }
    }

    private void Write(SqliteCommand add, List<Pending> batch)
    {
        using var transaction = _writer!.BeginTransaction(deferred: false);
        add.Transaction = transaction;
        foreach (var pending in batch)
        {
            add.Parameters[0].Value = pending.Key;
            add.Parameters[1].Value = pending.Answer;
            add.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>JSON as it is, or from some length on compressed: lists of log-probabilities shrink to a quarter.</summary>
    private static byte[] Pack(KeptAnswer answer)
    {
        var json = answer.ToUtf8();
        if (json.Length < CompressFrom)
        {
            return json;
        }

        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(json.Length) + 1];
        packed[0] = (byte)'b';
        return BrotliEncoder.TryCompress(json, packed.AsSpan(1), out var length, quality: 1, window: 18) ? packed[..(length + 1)] : json;
    }

    private KeptAnswer Unpack(byte[] answer)
    {
        try
        {
            return KeptAnswer.Parse(answer is [(byte)'b', ..] ? Decompress(answer) : answer);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw Damaged(_path, e);
        }
    }

    private static byte[] Decompress(byte[] answer)
    {
        using var from = new BrotliStream(new MemoryStream(answer, 1, answer.Length - 1), CompressionMode.Decompress);
        using var to = new MemoryStream();
        var block = new byte[64 * 1024];
        for (int read; (read = from.Read(block)) > 0 && to.Length < LargestAnswer;)
        {
            to.Write(block, 0, read);
        }

        return to.ToArray();
    }

    private static void CreatePrivately(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        if (!File.Exists(path))
        {
            using var created = new FileStream(path, options);
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = BusySeconds }.ToString());
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static void CheckVersion(string path, SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        if (Convert.ToInt64(command.ExecuteScalar()) is var version and > Version)
        {
            throw new InputException(path, 0, $"was made by a newer version of Precept ({version}); use that version, or delete the file: its calls are then paid for again");
        }
    }

    private static CallDatabase Guarded(string path, Func<CallDatabase> open)
    {
        try
        {
            return open();
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 26 or 11) // SQLITE_NOTADB, SQLITE_CORRUPT
        {
            throw Damaged(path, e);
        }
    }

    private static InputException Damaged(string path, Exception e) =>
        new($"{path}: is no cache of answers or is damaged; delete it: its calls are then paid for again", e);

    private sealed record Pending(string Key, byte[] Answer, TaskCompletionSource Written);
}
