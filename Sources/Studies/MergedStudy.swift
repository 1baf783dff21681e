// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Statistics
import Strategies

/// The results of a study, as its blocks hold them.
struct MergedStudy: Sendable {
  struct StrategyItem: Sendable {
    var name: String
    /// Country, first month, basis, gross amount of that month.
    var claims: [(country: String, from: String, basis: String, monthly: Double)]
    var value: Estimate
    var needsMet: Estimate
    var minimumMonths: Estimate
    var minimumValue: Estimate
    var minimumShare: Estimate
    var toBest: Estimate
    /// Nil where the naive strategy was impossible.
    var toNaive: Estimate?
  }

  struct Item: Sendable {
    var item: Int
    var point: Int
    var id: String
    var born: String
    var sex: String
    var kind: CareerClass
    var units: [String: Int]
    /// Of each country with insured time.
    var routes: [RouteItem]
    /// Why nothing is payable, where nothing is; then there are no strategies.
    var nothing: String?
    var undecided: Int
    /// Best first.
    var ranking: [Int]
    var strategies: [StrategyItem]
    var posting: PostingItem?
    /// By exchange rate ten years on.
    var minimumByRate: [RateBin]
    var lawChanges: [LawItem]

    var best: StrategyItem? { ranking.first.map { strategies[$0] } }
    /// The first that is not the best under another name: such a one differs by nothing on any path.
    var runnerUp: StrategyItem? {
      ranking.dropFirst().map { strategies[$0] }.first { $0.toBest != .exact(0) }
    }
    /// What the best gives more than the naive strategy.
    var gain: Estimate? { best?.toNaive }
    /// What waiting as long as any strategy does costs against the best: the strategy with the latest start.
    var latest: StrategyItem? {
      strategies.max { a, b in (a.claims.map(\.from).max() ?? "") < (b.claims.map(\.from).max() ?? "") }
    }
  }

  /// A time of work that two countries ask contributions for.
  struct PostingItem: Sendable {
    /// Where contributions are owed, and the country that asks too.
    var covered: String
    var other: String
    var hasCertificate: Bool
    var months: Int
    /// What is paid twice without a certificate, in the study's currency.
    var worker: Double
    var employer: Double
  }

  struct LawItem: Sendable {
    var event: LawEvent
    var best: String
    var bestChanges: Bool
    var change: Estimate
    var costOfStaying: Estimate?
  }

  struct Failure: Sendable {
    var item: Int
    var point: Int
    var line: Int
    var field: String?
    var message: String
  }

  var identity: StudyIdentity
  var about: StudyAbout
  var items: [Item] = []
  var failures: [Failure] = []
  /// Blocks by the variant of the C library's mathematics that computed them.
  var mathematics: [String: [Int]] = [:]
  /// Nil where the study asks for none.
  var sensitivity: MergedSensitivity?

  /// Reads every block and checks it: its checksum, the study and the place that it belongs to, every value of every line.
  ///
  /// - Throws: ``StudyError`` when the folder is no study's, blocks are missing (then it names them), or one does not fit.
  init(_ folder: StudyFolder) throws {
    guard let (identity, about) = try folder.description() else {
      throw StudyError("the folder holds no study", hint: "'retiresim batch STUDY.yaml --out \(folder.path)' fills it")
    }
    (self.identity, self.about) = (identity, about)
    let missing = folder.missing(identity, first: 10)
    guard missing.count == 0 else {
      let shown = missing.first.map(String.init).joined(separator: ", ") + (missing.count > 10 ? ", …" : "")
      throw StudyError(
        "\(missing.count) of \(identity.blocks) blocks are missing: \(shown)",
        hint: "retiresim batch \(about.file) --out \(folder.path) --paths \(identity.paths) --seed \(identity.seed)")
    }
    let key = identity.key(about)
    var ids: Set<String> = []
    for number in 0..<identity.careerBlocks {
      let block = try folder.block(number, identity, key: key)
      mathematics[block.mathematics, default: []].append(number)
      let wanted = identity.items(ofBlock: number)
      let file = folder.path + "/" + folder.name(ofBlock: number)
      guard block.lines.count == wanted.count else {
        throw StudyError("\(file) holds \(block.lines.count) careers instead of \(wanted.count)")
      }
      for (item, line) in zip(wanted, block.lines) {
        if item % identity.careers == 0 { ids = [] }  // another point of the design has the same careers
        let line = try BlockLine(line, file: file, number: item - wanted.lowerBound + 2)
        if let failure = try failure(line, item: item) {
          failures.append(failure)
        } else {
          let found = try self.item(line, item: item)
          guard ids.insert(found.id).inserted else { throw line.wrong("id") }
          items.append(found)
        }
      }
    }
    if identity.replicates > 0 {
      let (found, variants) = try folder.sensitivity(identity, key: key)
      sensitivity = found
      for (variant, blocks) in variants { mathematics[variant, default: []] += blocks }
    }
  }

  /// Says which blocks come from machines whose C library computes otherwise; nil where all agree.
  var mathematicsWarning: String? {
    guard mathematics.count > 1 else { return nil }
    let parts = mathematics.sorted { $0.key < $1.key }.map { variant, blocks in
      let shown = blocks.prefix(10).map(String.init).joined(separator: ", ") + (blocks.count > 10 ? ", …" : "")
      return "'\(variant)' (\(blocks.count) blocks: \(shown))"
    }
    return
      "blocks were computed with different variants of the C library's exp and log: \(parts.joined(separator: " and ")); "
      + "last digits may differ from a run on one machine"
  }
}
