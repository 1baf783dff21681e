// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities
import ScenarioFiles
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
      ranking.dropFirst().map { strategies[$0] }.first { $0.toBest.value != 0 || $0.toBest.standardError != 0 }
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

  /// - Throws: ``StudyError`` when the folder is no study's, or blocks are missing; then it names them.
  init(_ folder: StudyFolder) throws {
    guard let (identity, about) = try folder.description() else {
      throw StudyError("the folder holds no study", hint: "'retiresim batch STUDY.yaml --out \(folder.path)' fills it")
    }
    (self.identity, self.about) = (identity, about)
    let missing = folder.missing(identity)
    guard missing.isEmpty else {
      let shown = missing.prefix(10).map(String.init).joined(separator: ", ") + (missing.count > 10 ? ", …" : "")
      throw StudyError(
        "\(missing.count) of \(identity.blocks) blocks are missing: \(shown)",
        hint: "retiresim batch \(about.file) --out \(folder.path) --paths \(identity.paths) --seed \(identity.seed)")
    }
    for block in 0..<identity.careerBlocks {
      let text = try folder.text(ofBlock: block)
      for line in text.split(separator: "\n") {
        guard let value = try? JSONValue(line) else {
          throw StudyError(
            "block \(block) cannot be read", hint: "delete \(folder.name(ofBlock: block)) and run the study again")
        }
        try read(value, block: block)
      }
    }
    for block in identity.careerBlocks..<identity.blocks {
      if let line = try folder.text(ofBlock: block).split(separator: "\n").first, let value = try? JSONValue(line) {
        read(header: value, block: block)
      }
    }
    guard items.count + failures.count == identity.items else {
      throw StudyError("the blocks hold \(items.count + failures.count) of \(identity.items) careers")
    }
  }

  @discardableResult
  private mutating func read(header value: JSONValue, block: Int) -> Bool {
    guard case .string(let variant)? = value["mathematics"] else { return false }
    mathematics[variant, default: []].append(block)
    return true
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

  private mutating func read(_ value: JSONValue, block: Int) throws {
    func text(_ value: JSONValue?) -> String { if case .string(let text)? = value { text } else { "" } }
    func integer(_ value: JSONValue?) -> Int { if case .number(let number)? = value { number.whole } else { 0 } }
    func double(_ value: JSONValue?) -> Double? { if case .number(let number)? = value { number.double } else { nil } }
    func list(_ value: JSONValue?) -> [JSONValue] { if case .array(let items)? = value { items } else { [] } }
    if read(header: value, block: block) { return }
    if value["error"] != nil {
      failures.append(
        Failure(
          item: integer(value["item"]), point: integer(value["point"]), line: integer(value["line"]),
          field: value["field"].map { text($0) }, message: text(value["error"])))
      return
    }
    guard let kind = CareerClass(rawValue: text(value["class"])) else {
      throw StudyError("block \(block) cannot be read")
    }
    var units: [String: Int] = [:]
    if case .object(let fields)? = value["units"] { for field in fields { units[field.key] = integer(field.value) } }
    func estimate(_ item: JSONValue, _ name: String) -> Estimate? {
      guard let mean = double(item[name]), let error = double(item[name + "_se"]) else { return nil }
      return Estimate(mean, standardError: error)
    }
    let posting = value["posting"].map { item in
      PostingItem(
        hasCertificate: text(item["certificate"]) == "yes", months: integer(item["months"]),
        worker: double(item["worker"]) ?? 0, employer: double(item["employer"]) ?? 0)
    }
    let lawChanges = list(value["law"]).compactMap { item -> LawItem? in
      guard let event = LawEvent(rawValue: text(item["event"])), let change = estimate(item, "change") else {
        return nil
      }
      return LawItem(
        event: event, best: text(item["best"]), bestChanges: text(item["best_changes"]) == "yes", change: change,
        costOfStaying: estimate(item, "cost_of_staying"))
    }
    let byRate = list(value["minimum_by_rate"]).map { bin -> RateBin in
      let parts = list(bin)
      guard parts.count == 4, let mean = double(parts[2]), let error = double(parts[3]) else { return RateBin() }
      return RateBin(
        paths: integer(parts[0]), exposed: integer(parts[1]), value: Estimate(mean, standardError: error))
    }
    let strategies = list(value["strategies"]).map { item -> StrategyItem in
      let zero = Estimate(0, standardError: 0)
      return StrategyItem(
        name: text(item["name"]),
        claims: list(item["claims"]).map {
          (text($0["country"]), text($0["from"]), text($0["basis"]), double($0["monthly"]) ?? 0)
        }, value: estimate(item, "value") ?? zero, needsMet: estimate(item, "needs_met") ?? zero,
        minimumMonths: estimate(item, "minimum_months") ?? zero, minimumValue: estimate(item, "minimum_value") ?? zero,
        minimumShare: estimate(item, "minimum_share") ?? zero, toBest: estimate(item, "to_best") ?? zero,
        toNaive: estimate(item, "to_naive"))
    }
    items.append(
      Item(
        item: integer(value["item"]), point: integer(value["point"]), id: text(value["id"]), born: text(value["born"]),
        sex: text(value["sex"]), kind: kind, units: units, nothing: value["nothing"].map { text($0) },
        undecided: integer(value["undecided"]), ranking: list(value["ranking"]).map { integer($0) },
        strategies: strategies, posting: posting, minimumByRate: byRate, lawChanges: lawChanges))
  }
}
