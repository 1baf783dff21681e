// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Quantities
import Reporting
import ScenarioFiles

/// What a folder of results belongs to. Two runs that differ in any of it do not mix.
///
/// The number of shards and threads is not part of it: a block's content depends on its number alone, so eight shards may
/// finish what three began.
public struct StudyIdentity: Hashable, Sendable {
  /// SHA-256 of the study file, its base scenario and its careers.
  public var hash: String
  /// Of the program, parameters of the law included: ``ProgramBuild``.
  public var build: String
  public var version: String
  public var seed: UInt64
  public var paths: Int
  /// Careers of the population.
  public var careers: Int
  /// Careers, with each point of the design counted.
  public var items: Int
  /// Careers of a block.
  public var block: Int
  /// Replicates of the sensitivity analysis, each a block behind those of the careers.
  public var replicates: Int

  /// More items are no study that ends.
  public static let mostItems = 1_000_000_000

  public init(
    hash: String, build: String = "", version: String, seed: UInt64, paths: Int, careers: Int? = nil, items: Int,
    block: Int, replicates: Int = 0
  ) {
    (self.hash, self.build, self.version, self.seed) = (hash, build, version, seed)
    (self.paths, self.items, self.block, self.replicates) = (paths, items, block, replicates)
    self.careers = careers ?? items
  }

  /// Blocks that hold careers.
  public var careerBlocks: Int { (items + block - 1) / block }
  public var blocks: Int { careerBlocks + replicates }

  /// Items of a block; empty for a replicate's.
  func items(ofBlock number: Int) -> Range<Int> {
    number < careerBlocks ? number * block..<min(items, (number + 1) * block) : items..<items
  }

  private func fields(_ about: StudyAbout) -> [AwardField] {
    [
      AwardField("format", .text("retiresim study 2")), AwardField("study", .text(hash)),
      AwardField("build", .text(build)), AwardField("version", .text(version)), AwardField("seed", .text("\(seed)")),
      AwardField("paths", .integer(paths)), AwardField("careers", .integer(careers)),
      AwardField("items", .integer(items)), AwardField("block", .integer(block)),
      AwardField("replicates", .integer(replicates)), AwardField("about", about.value),
    ]
  }

  /// SHA-256 of all of it but the name under which the study file was given, which every block names.
  func key(_ about: StudyAbout) -> String {
    var about = about
    about.file = ""
    return SHA256.hex(of: AwardValue.object(fields(about)).json.utf8)
  }

  /// As written to `study.json`, with what the tables say of the study.
  func json(_ about: StudyAbout) -> String {
    AwardValue.object(fields(about) + [AwardField("identity", .text(key(about)))]).json + "\n"
  }

  /// Reads what ``json(_:)`` wrote, and nothing else: a file that was changed by hand or by accident is none.
  static func read(json text: String) -> (identity: StudyIdentity, about: StudyAbout)? {
    guard let value = try? JSONValue(text), let hash = value["study"]?.text, let build = value["build"]?.text,
      let version = value["version"]?.text, let seed = value["seed"]?.text.flatMap({ UInt64($0) }),
      let paths = value["paths"]?.whole(in: 1...1_000_000_000),
      let careers = value["careers"]?.whole(in: 1...mostItems), let items = value["items"]?.whole(in: 1...mostItems),
      let block = value["block"]?.whole(in: 1...1_000_000),
      let replicates = value["replicates"]?.whole(in: 0...1_000_000), let about = StudyAbout(value["about"]),
      items % careers == 0, items / careers == about.points.count
    else { return nil }
    let identity = StudyIdentity(
      hash: hash, build: build, version: version, seed: seed, paths: paths, careers: careers, items: items,
      block: block, replicates: replicates)
    return identity.json(about) == text ? (identity, about) : nil
  }

  /// What differs from another, in words.
  func difference(from other: StudyIdentity) -> String {
    var parts: [String] = []
    if hash != other.hash { parts.append("another study, base scenario or career file") }
    if version != other.version {
      parts.append("version \(other.version) instead of \(version)")
    } else if build != other.build {
      parts.append("another build of the program, or other parameters in it")
    }
    if seed != other.seed { parts.append("seed \(other.seed) instead of \(seed)") }
    if paths != other.paths { parts.append("\(other.paths) paths instead of \(paths)") }
    if items != other.items || block != other.block {
      parts.append("\(other.items) careers in blocks of \(other.block)")
    }
    return parts.isEmpty ? "another design" : parts.joined(separator: ", ")
  }
}

extension JSONValue {
  var text: String? { if case .string(let text) = self { text } else { nil } }

  /// A whole number in a range; nil for anything else.
  func whole(in range: ClosedRange<Int>) -> Int? {
    guard case .number(let number) = self, number >= ExactDecimal(range.lowerBound),
      number <= ExactDecimal(range.upperBound), number == ExactDecimal(number.whole)
    else { return nil }
    return number.whole
  }
}

/// Which program computes: its code, with the parameters that are embedded in it.
///
/// The same program gives the same bytes; another one need not, whatever its version says.
public enum ProgramBuild {
  /// A digest of the program's file, 128 bits; of the version alone where the file cannot be read. Not for secrets.
  public static let hash: String = {
    #if os(Linux)
    let path = "/proc/self/exe"
    #else
    let path = Bundle.main.executablePath ?? ""
    #endif
    guard let handle = FileHandle(forReadingAtPath: path) else { return "unknown" }
    defer { try? handle.close() }
    // Fowler, Noll and Vo's hash (FNV-1a) over words instead of bytes, from two offsets: each step is one to one.
    var (a, b): (UInt64, UInt64) = (0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142)
    let prime: UInt64 = 0x0000_0100_0000_01b3
    while let data = try? handle.read(upToCount: 1 << 20), !data.isEmpty {
      data.withUnsafeBytes { bytes in
        var index = 0
        while index + 8 <= bytes.count {
          let word = bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          a = (a ^ word) &* prime
          b = ((b ^ word) &* prime) ^ (b >> 29)
          index += 8
        }
        for byte in bytes[index...] {
          a = (a ^ UInt64(byte)) &* prime
          b = (b ^ UInt64(byte)) &* prime
        }
      }
    }
    return [a, b].map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }.joined()
  }()
}
