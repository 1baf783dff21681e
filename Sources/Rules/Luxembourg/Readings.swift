// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// Choices where the law can be read in more than one way, or a figure is open; every one is named in the award.
public struct Readings: Hashable, Sendable {
  /// A value of another form than the setting takes.
  public struct Mistake: Error, Hashable, CustomStringConvertible {
    public var description: String
  }

  /// US and EU time enters age plus years of the threshold bonus, as if completed in Luxembourg.
  public var foreignTimeInThreshold = true
  /// Complementary months enter the share that Luxembourg pays, above and below the line.
  public var complementaryInFraction = false
  /// A complementary month gives way to a foreign month of the same year (CSS art. 172).
  public var complementaryYieldsToForeign = true
  /// US time counts as compulsory time at 57 and for the further months at 60.
  public var foreignTimeAsCompulsory = true
  /// The 120 effective months of the early pension at 60 may be reached with foreign time.
  public var totalizeEffectiveMonths = true
  /// The minimum pension is worked out on total time and paid in the share that Luxembourg owes.
  public var minimumInTotalized = true
  /// A year of insurance that has begun counts for the flat part.
  public var begunYearsInFlatPart = true
  /// A year of insurance that has begun counts for the minimum pension.
  public var begunYearsInMinimum = false
  /// `sum`: age and months are added, then cut to years; `parts`: each is cut first.
  public var thresholdCut = "sum"
  /// `rightOpens`: the further months at 60 go by the month in which the right opens; `monthsComplete`: in which 480 are reached.
  public var extraMonthsBy = "rightOpens"
  /// National and prorated pension are compared under the US agreement too.
  public var compareWithProrated = false
  /// EU and US time are added in one test.
  public var tripleTotalization = false
  /// `awardYear`: purchased months are reduced by the last factor fixed at the award; `ownYear`: by that of their year.
  public var purchasedFactor = "awardYear"
  /// `grow`: a factor not fixed yet is assumed to grow on simulated paths; `hold`: the last one is kept.
  public var missingFactor = "grow"
  /// `residence`: contributions are withheld from residents of Luxembourg and the Union; `yes`, `no` override.
  public var healthContributions = "residence"
  /// Share of pensions that counts against the inclusion benefit; nil takes the parameter.
  public var pensionShare: Double?
  /// How wealth counts against the inclusion benefit: `annuity`, `ignored`, or `excluded above` an amount.
  public var wealth = InclusionBenefit.WealthRule.annuity
  /// A pension that can be had early, at a lower amount, is a right to be used before the inclusion benefit.
  public var earlyClaimRequired = true
  /// `totals`: amounts backed out of official totals; `rises`: amounts of 2020 with the legal rises.
  public var revisAmounts = "totals"
  /// Rate at which a foreign pension is converted for the means test.
  public var revisConversion = "monthlyMean"
  /// A pension that could be drawn and is not claimed shuts out the inclusion benefit.
  public var otherRightsFirst = true
  /// The cost-of-living allowance is paid to households of low income.
  public var costOfLivingAllowance = true
  /// Both of the next two, as earlier files say it: `index` or `held`.
  public var costOfLivingGrowth: String?
  /// Limits of the yearly aids: at the `index` of each 1 January, or `held`; nil for the first.
  public var avcLimits: String?
  /// Their amounts: `held` until a decision raises them, or following the `index`; nil for the first.
  public var avcAmounts: String?
  /// Up to which income the seniors' allowance is paid.
  public var afpaLimit = SeniorsLimit.avc
  /// What happens at the income limit of the cost-of-living allowance: `taper` or `cutOff`.
  public var costOfLivingEdge = "taper"

  /// `carried`: hours of a month that is too short go on to the next ones; `dropped`: it is lost.
  public var shortMonths = "carried"
  /// Whose income before 1979 is cut at the ceiling: `employees`, as every record is taken for; `all`; `none`.
  public var ceilingBefore1979 = "employees"
  /// `exact`, or `cnap`: coefficients to five decimals and income at index 100 to the cent, as CNAP prints them.
  public var incomeRounding = "exact"
  /// `best`: a late claim may start later than its first month, at the applicant's wish; `first`: it never does.
  public var lateStart = "best"
  /// Arrears of a late claim as income of the means test: of the `month` in which they come, or `spread` over those that they are for.
  public var arrearsCountAs = "month"
  /// `fromRecord`: pay after the start of an early pension is set against it; `stops`: it ends with the start; `ignored`.
  public var workBesideEarly = "fromRecord"
  /// `own`: the mean of the five best years as it is; `prorated`: in the share that Luxembourg pays.
  public var mean5Foreign = "own"
  /// Foreign pensions as income beside a survivor's pension: `counted` or `left out`.
  public var foreignPensions = "counted"
  /// What the 4 and 12 % of a child raise: `ofThreshold` or `ofReference`.
  public var childUplift = "ofThreshold"
  /// Prospective time after a death before 65: `computed` or `left out`.
  public var specialIncreases = "computed"
  /// Whose share of the contributions is paid back: `both` or `own`.
  public var refundShare = "both"

  /// Months with States whose treaty was not read: `counted` as under the US agreement, or `notCounted`.
  public var unreadTreaty = "counted"
  /// `byPart`: totals beyond the full term of the flat part and of the minimum count as the term (Regulation (EC) 883/2004 art. 56);
  /// `none`: they do not.
  public var euCap = "byPart"

  public init() {}

  /// - Throws: ``Mistake`` for a value that the setting does not take. Names of other countries' settings are left alone.
  public init(_ settings: [String: String]) throws {
    func flag(_ name: String, _ path: WritableKeyPath<Self, Bool>) throws {
      guard let text = settings[name] else { return }
      guard let value = ["yes": true, "true": true, "no": false, "false": false][text] else {
        throw Mistake(description: "setting '\(name)' is 'yes' or 'no', not '\(text)'")
      }
      self[keyPath: path] = value
    }
    func optional(_ name: String, _ path: WritableKeyPath<Self, String?>, _ choices: [String]) throws {
      guard let text = settings[name] else { return }
      guard choices.contains(text) else {
        throw Mistake(description: "setting '\(name)' is one of \(choices.joined(separator: ", ")), not '\(text)'")
      }
      self[keyPath: path] = text
    }
    func choice(_ name: String, _ path: WritableKeyPath<Self, String>, _ choices: [String]) throws {
      guard let text = settings[name] else { return }
      guard choices.contains(text) else {
        throw Mistake(description: "setting '\(name)' is one of \(choices.joined(separator: ", ")), not '\(text)'")
      }
      self[keyPath: path] = text
    }
    try flag("foreignTimeInThreshold", \.foreignTimeInThreshold)
    try flag("complementaryInFraction", \.complementaryInFraction)
    try flag("complementaryYieldsToForeign", \.complementaryYieldsToForeign)
    try flag("foreignTimeAsCompulsory", \.foreignTimeAsCompulsory)
    try flag("totalizeEffectiveMonths", \.totalizeEffectiveMonths)
    try flag("minimumInTotalized", \.minimumInTotalized)
    try flag("begunYearsInFlatPart", \.begunYearsInFlatPart)
    try flag("begunYearsInMinimum", \.begunYearsInMinimum)
    try choice("thresholdCut", \.thresholdCut, ["sum", "parts"])
    try choice("extraMonthsBy", \.extraMonthsBy, ["rightOpens", "monthsComplete"])
    try flag("compareWithProrated", \.compareWithProrated)
    try flag("tripleTotalization", \.tripleTotalization)
    try choice("purchasedFactor", \.purchasedFactor, ["awardYear", "ownYear"])
    try choice("missingFactor", \.missingFactor, ["grow", "hold"])
    try choice("healthContributions", \.healthContributions, ["residence", "yes", "no"])
    try choice("revisAmounts", \.revisAmounts, ["totals", "rises"])
    try choice("revisConversion", \.revisConversion, ["monthlyMean", "paymentDay", "halfYearFrozen"])
    try flag("otherRightsFirst", \.otherRightsFirst)
    try flag("earlyClaimRequired", \.earlyClaimRequired)
    if let text = settings["wealth"] { wealth = try InclusionBenefit.WealthRule(text) }
    try flag("costOfLivingAllowance", \.costOfLivingAllowance)
    try optional("costOfLivingGrowth", \.costOfLivingGrowth, ["index", "held"])
    try optional("avcLimits", \.avcLimits, ["index", "held"])
    try optional("avcAmounts", \.avcAmounts, ["held", "index"])
    if let text = settings["afpaLimit"] { afpaLimit = try SeniorsLimit(text) }
    try choice("costOfLivingEdge", \.costOfLivingEdge, ["taper", "cutOff"])
    try choice("shortMonths", \.shortMonths, ["carried", "dropped"])
    try choice("ceilingBefore1979", \.ceilingBefore1979, ["employees", "all", "none"])
    try choice("incomeRounding", \.incomeRounding, ["exact", "cnap"])
    try choice("lateStart", \.lateStart, ["best", "first"])
    try choice("arrearsCountAs", \.arrearsCountAs, ["month", "spread"])
    try choice("workBesideEarly", \.workBesideEarly, ["fromRecord", "stops", "ignored"])
    try choice("mean5Foreign", \.mean5Foreign, ["own", "prorated"])
    try choice("foreignPensions", \.foreignPensions, ["counted", "left out"])
    try choice("childUplift", \.childUplift, ["ofThreshold", "ofReference"])
    try choice("specialIncreases", \.specialIncreases, ["computed", "left out"])
    try choice("refundShare", \.refundShare, ["both", "own"])
    try choice("unreadTreaty", \.unreadTreaty, ["counted", "notCounted"])
    try choice("euCap", \.euCap, ["byPart", "none"])
    if let text = settings["pensionShare"] {
      guard let value = Double(text), (0...1).contains(value) else {
        throw Mistake(description: "setting 'pensionShare' is a share between 0 and 1, not '\(text)'")
      }
      pensionShare = value
    }
  }
}

extension Readings {
  /// The income limit of the seniors' allowance, which was not read.
  public enum SeniorsLimit: Hashable, Sendable {
    /// That of the cost-of-living allowance.
    case avc
    /// So many EUR a year for one person, at the prices of the valuation month; for more persons in the steps of that allowance.
    case upTo(ExactDecimal)

    /// `avc`, or `up to 30000`.
    public init(_ text: String) throws {
      if text == "avc" {
        self = .avc
        return
      }
      let words = "up to "
      guard text.hasPrefix(words), let amount = ExactDecimal(text.dropFirst(words.count)), amount > .zero else {
        throw Mistake(description: "setting 'afpaLimit' is avc, or up to an amount in EUR, not '\(text)'")
      }
      self = .upTo(amount)
    }
  }
}

/// What a law regime says of Luxembourg.
struct LuxembourgRegime: Hashable, Sendable {
  /// The early pension at 60 by the law of 2012, without the months of the law of 19 December 2025.
  var earlyPensionOf2012 = false
  /// Months that a later reform adds at 60, for rights that open from a month on.
  var furtherMonths = 0
  var furtherMonthsFrom = YearMonth(2013, 1)
  /// Share of real wage growth that running pensions follow from a month on; nil keeps what the law says.
  var moderator: ExactDecimal?
  var moderatorFrom = YearMonth(2013, 1)
  /// Months by which each tranche of the index is paid late.
  var trancheDelay = 0
  /// Months by which the next tranche alone is paid late.
  var nextTrancheDelay = 0

  init(_ regime: LawRegime, asOf: YearMonth) throws {
    let settings = regime.settings
    func month(_ name: String) throws -> YearMonth {
      guard let text = settings[name] else { return asOf }
      guard let value = YearMonth(text) else {
        throw Readings.Mistake(description: "'\(name)' of regime '\(regime.name)' is a month, not '\(text)'")
      }
      return value
    }
    func whole(_ name: String) throws -> Int? {
      guard let text = settings[name] else { return nil }
      guard let value = Int(text), value >= 0 else {
        throw Readings.Mistake(description: "'\(name)' of regime '\(regime.name)' is a whole number, not '\(text)'")
      }
      return value
    }
    earlyPensionOf2012 = settings["earlyPension"] == "2012"
    furtherMonths = try whole("earlyPension.extraMonths") ?? 0
    furtherMonthsFrom = try month("earlyPension.from")
    if let text = settings["moderator"] {
      guard let value = ExactDecimal(text), value >= .zero, value <= .one else {
        throw Readings.Mistake(description: "'moderator' of regime '\(regime.name)' is between 0 and 1, not '\(text)'")
      }
      moderator = value
      moderatorFrom = try month("moderator.from")
    }
    trancheDelay = try whole("tranche.delay") ?? 0
    nextTrancheDelay = try whole("tranche.delayNext") ?? 0
  }
}
