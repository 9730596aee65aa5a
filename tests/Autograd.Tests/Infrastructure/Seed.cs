using FsCheck.Xunit;

// Every property draws from the same seed in every run, so that a build that passed passes again. A property that fails prints the seed
// of its failing case, for [Property(Replay = "…")].
[assembly: Properties(Replay = "20240229,20240229")]
