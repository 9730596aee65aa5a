namespace Autograd.Data;

/// <summary>How far a download is.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Received">The bytes that have come.</param>
/// <param name="Total">The bytes there are, where the server says so.</param>
public readonly record struct DownloadProgress(string File, long Received, long? Total);
