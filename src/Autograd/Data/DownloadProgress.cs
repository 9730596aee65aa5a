namespace Autograd.Data;

/// <summary>The progress of a download.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Received">The number of bytes received.</param>
/// <param name="Total">The total number of bytes, if the server reports it.</param>
public readonly record struct DownloadProgress(string File, long Received, long? Total);
