// SPDX-License-Identifier: GPL-3.0-or-later

/// Which part of a study a process computes: blocks whose number leaves `index` when divided by `count`.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  /// From 0.
  public var index: Int
  public var count: Int

  public init?(index: Int, count: Int) {
    guard count > 0, (0..<count).contains(index) else { return nil }
    (self.index, self.count) = (index, count)
  }

  public static let all = Shard(index: 0, count: 1)!

  /// Reads `0/8`; nil otherwise.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(index: index, count: count)
  }

  /// Reads the variables by which an engine tells a task its number.
  ///
  /// Slurm arrays (`SLURM_ARRAY_TASK_ID`, less `SLURM_ARRAY_TASK_MIN`, of `SLURM_ARRAY_TASK_COUNT`), Kubernetes indexed jobs
  /// (`JOB_COMPLETION_INDEX`) and AWS Batch arrays (`AWS_BATCH_JOB_ARRAY_INDEX`); the last two do not say how many there are.
  ///
  /// - Parameter count: `--shards`, where the engine does not say it; it wins where both do.
  /// - Throws: ``StudyError`` when no engine's variables are there, or they make no sense.
  public static func automatic(_ environment: [String: String], count: Int?) throws -> Shard {
    if let id = environment["SLURM_ARRAY_TASK_ID"].flatMap({ Int($0) }) {
      let first = environment["SLURM_ARRAY_TASK_MIN"].flatMap { Int($0) } ?? 0
      guard let tasks = count ?? environment["SLURM_ARRAY_TASK_COUNT"].flatMap({ Int($0) }) else {
        throw StudyError("SLURM_ARRAY_TASK_ID is set, but not SLURM_ARRAY_TASK_COUNT", hint: "give --shards N")
      }
      guard let shard = Shard(index: id - first, count: tasks) else {
        throw StudyError(
          "Slurm task \(id) is not one of \(tasks)", hint: "submit with --array=0-\(tasks - 1), without gaps")
      }
      return shard
    }
    for variable in ["JOB_COMPLETION_INDEX", "AWS_BATCH_JOB_ARRAY_INDEX"] {
      guard let index = environment[variable].flatMap({ Int($0) }) else { continue }
      guard let count else {
        throw StudyError("\(variable) does not say how many shards there are", hint: "give --shards N")
      }
      guard let shard = Shard(index: index, count: count) else {
        throw StudyError("\(variable) is \(index), which is not one of \(count) shards")
      }
      return shard
    }
    throw StudyError(
      "--shard auto found no engine's variables",
      hint: "it reads those of Slurm arrays, Kubernetes indexed jobs and AWS Batch arrays; elsewhere give --shard i/n")
  }

  /// The shard's blocks, in order.
  public func blocks(of total: Int) -> StrideTo<Int> { stride(from: index, to: total, by: count) }

  public var description: String { "\(index)/\(count)" }
}
