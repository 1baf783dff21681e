// SPDX-License-Identifier: GPL-3.0-or-later
import Foundation
import Pensions
import Reporting
import ScenarioFiles

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What a folder of results belongs to. Two runs that differ in any of it do not mix.
///
/// The number of shards and threads is not part of it: a block's content depends on its number alone, so eight shards may
/// finish what three began.
public struct StudyIdentity: Hashable, Sendable {
  /// SHA-256 of the study file, its base scenario and its careers.
  public var hash: String
  public var version: String
  public var seed: UInt64
  public var paths: Int
  /// Careers, with each point of the design counted.
  public var items: Int
  public var block: Int
  /// Replicates of the sensitivity analysis, each a block behind those of the careers.
  public var replicates: Int

  public init(hash: String, version: String, seed: UInt64, paths: Int, items: Int, block: Int, replicates: Int = 0) {
    (self.hash, self.version, self.seed) = (hash, version, seed)
    (self.paths, self.items, self.block, self.replicates) = (paths, items, block, replicates)
  }

  /// Blocks that hold careers.
  public var careerBlocks: Int { (items + block - 1) / block }
  public var blocks: Int { careerBlocks + replicates }

  /// As written to `study.json`, with what the tables say of the study.
  func json(_ about: StudyAbout) -> String {
    let fields = [
      AwardField("format", .text("retiresim study 1")), AwardField("study", .text(hash)),
      AwardField("version", .text(version)), AwardField("seed", .text("\(seed)")), AwardField("paths", .integer(paths)),
      AwardField("items", .integer(items)), AwardField("block", .integer(block)),
      AwardField("replicates", .integer(replicates)), AwardField("about", about.value),
    ]
    return AwardValue.object(fields).json + "\n"
  }

  init?(json: String) {
    guard let value = try? JSONValue(json), case .string("retiresim study 1")? = value["format"],
      case .string(let hash)? = value["study"], case .string(let version)? = value["version"],
      case .string(let seed)? = value["seed"], case .number(let paths)? = value["paths"],
      case .number(let items)? = value["items"], case .number(let block)? = value["block"],
      case .number(let replicates)? = value["replicates"]
    else { return nil }
    self.init(
      hash: hash, version: version, seed: UInt64(seed) ?? 0, paths: paths.whole, items: items.whole,
      block: block.whole, replicates: replicates.whole)
  }

  /// What differs from another, in words.
  func difference(from other: StudyIdentity) -> String {
    var parts: [String] = []
    if hash != other.hash { parts.append("another study, base scenario or career file") }
    if version != other.version { parts.append("version \(other.version) instead of \(version)") }
    if seed != other.seed { parts.append("seed \(other.seed) instead of \(seed)") }
    if paths != other.paths { parts.append("\(other.paths) paths instead of \(paths)") }
    if items != other.items || block != other.block {
      parts.append("\(other.items) careers in blocks of \(other.block)")
    }
    return parts.joined(separator: ", ")
  }
}

/// What the tables of a study say of it.
public struct StudyAbout: Hashable, Sendable {
  public var title: String
  /// The study file as given, for the line that computes missing blocks.
  public var file: String
  public var naive: String
  /// What amounts are in: ISO 4217.
  public var currency: String
  /// Valuation month, `YYYY-MM`.
  public var asOf: String
  /// Codes of the countries with rules, in their order.
  public var countries: [String]
  /// What each country counts, in the plural: quarters, months.
  public var units: [String]
  /// Each point of the design in words; one empty one where nothing is varied.
  public var points: [String]
  public var comparedShares: [String: Double]

  public init(
    title: String, file: String, naive: String, currency: String, asOf: String, countries: [String],
    units: [String] = [], points: [String], comparedShares: [String: Double] = [:]
  ) {
    (self.title, self.file, self.naive, self.currency, self.asOf) = (title, file, naive, currency, asOf)
    (self.countries, self.points, self.comparedShares) = (countries, points, comparedShares)
    self.units = units
  }

  /// `quarters in US`.
  func coverage(in country: Int) -> String {
    (country < units.count ? units[country] : "units") + " in " + countries[country]
  }

  var value: AwardValue {
    .object([
      AwardField("title", .text(title)), AwardField("file", .text(file)), AwardField("naive", .text(naive)),
      AwardField("currency", .text(currency)), AwardField("as_of", .text(asOf)),
      AwardField("countries", .array(countries.map { .text($0) })),
      AwardField("units", .array(units.map { .text($0) })), AwardField("points", .array(points.map { .text($0) })),
      AwardField(
        "compared",
        .object(comparedShares.sorted { $0.key < $1.key }.map { AwardField($0.key, .text("\($0.value)")) })),
    ])
  }

  init?(_ value: JSONValue?) {
    guard let value, case .string(let title)? = value["title"], case .string(let file)? = value["file"],
      case .string(let naive)? = value["naive"], case .string(let currency)? = value["currency"],
      case .string(let asOf)? = value["as_of"], case .array(let countries)? = value["countries"],
      case .array(let units)? = value["units"], case .array(let points)? = value["points"],
      case .object(let compared)? = value["compared"]
    else { return nil }
    func texts(_ items: [JSONValue]) -> [String] {
      items.compactMap { if case .string(let text) = $0 { text } else { nil } }
    }
    self.init(
      title: title, file: file, naive: naive, currency: currency, asOf: asOf, countries: texts(countries),
      units: texts(units), points: texts(points),
      comparedShares: Dictionary(
        uniqueKeysWithValues: compared.compactMap { field in
          guard case .string(let text) = field.value, let share = Double(text) else { return nil }
          return (field.key, share)
        }))
  }
}

/// A folder that any number of processes fill with blocks, each written whole or not at all.
public struct StudyFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// Makes the folder, or checks that it belongs to the same study.
  ///
  /// - Throws: ``StudyError`` when it belongs to another, ``ReportError`` when it cannot be made.
  public func open(_ identity: StudyIdentity, about: StudyAbout) throws {
    try makeFolder(path + "/blocks")
    if let found = try self.identity() {
      guard found == identity else {
        throw StudyError(
          "\(path) holds the results of another run: \(identity.difference(from: found))",
          hint: "give --out another folder, or delete this one")
      }
      return
    }
    try write(Array(identity.json(about).utf8), to: "study.json")
  }

  /// What the folder belongs to; nil where nothing says so.
  public func identity() throws -> StudyIdentity? { try description()?.identity }

  /// The same with what the tables say of the study.
  func description() throws -> (identity: StudyIdentity, about: StudyAbout)? {
    guard let data = FileManager.default.contents(atPath: path + "/study.json") else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    guard let identity = StudyIdentity(json: text), let value = try? JSONValue(text),
      let about = StudyAbout(value["about"])
    else {
      throw StudyError("\(path)/study.json is not a study's", hint: "give --out another folder")
    }
    return (identity, about)
  }

  func name(ofBlock block: Int) -> String {
    let digits = String(block)
    return "blocks/" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits + ".jsonl"
  }

  public func has(block: Int) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name(ofBlock: block)) }

  /// Blocks of the study that no one has written yet.
  public func missing(_ identity: StudyIdentity) -> [Int] { (0..<identity.blocks).filter { !has(block: $0) } }

  public func text(ofBlock block: Int) throws -> String {
    guard let data = FileManager.default.contents(atPath: path + "/" + name(ofBlock: block)) else {
      throw StudyError("\(path)/\(name(ofBlock: block)) cannot be read")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Writes a file so that readers see it whole or not at all: a name of this process's own, the disk, then the name.
  ///
  /// - Throws: ``ReportError`` when the disk does not take it.
  public func write(_ bytes: [UInt8], to file: String) throws {
    let target = path + "/" + file
    if let slash = target.lastIndex(of: "/") { try makeFolder(String(target[..<slash])) }
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, 255)
    let name = String(decoding: host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let own = "\(target).\(name)-\(getpid()).partial"
    let descriptor = systemOpen(own, O_WRONLY | O_CREAT | O_TRUNC)
    guard descriptor >= 0 else { throw ReportError.cannotCreate(path: target, reason: Self.lastError) }
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress! + written, bytes.count - written) }
      if count <= 0 {
        let reason = Self.lastError
        close(descriptor)
        unlink(own)
        throw ReportError.cannotWrite(path: target, reason: reason)
      }
      written += count
    }
    let isSafe = fsync(descriptor) == 0
    close(descriptor)
    guard isSafe, rename(own, target) == 0 else {
      let reason = Self.lastError
      unlink(own)
      throw ReportError.cannotWrite(path: target, reason: reason)
    }
  }

  private func makeFolder(_ path: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ReportError.cannotCreate(path: path, reason: error.localizedDescription)
    }
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}

/// `open` and `write` of the system; the folder's own hide them.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o666) }

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
