// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Longevity
import Parameters
import Pensions
import Quantities
import Simulation

/// What all runs of a scenario share: lifetimes, means test, horizon; and how a law regime becomes a plan.
struct HouseholdSetting: Sendable {
  var scenario: Scenario
  let systems: [any PensionSystem]
  let lifetimes: [LifetimeTable]
  let months: Int
  /// What the household spends, an index into ``CurrencyAreas/currencies``.
  let currency: Int
  /// The countries of `systems`, then of incomes that no claim brings.
  let sources: [HouseholdPlan.Source]
  /// What no claim brings, under every strategy.
  var incomes: [StatedIncome]
  let minimum: SocialMinimumAnswer?
  /// Index into `sources` of who pays the means-tested income.
  let minimumSource: Int?
  /// A yearly payment to households of low income, and who pays it, as an index into `sources`.
  let allowance: (answer: YearlyAllowance, source: Int)?
  /// Of the valuation month, with the areas and currencies that are simulated.
  let rates: ValuationRates
  let economyModel: Remark
  /// Changes of law along the paths.
  private(set) var events: PolicyEvents
  private(set) var notes: [Remark] = []
  /// Whether awards say how they came about.
  var wantsDerivations = true

  /// A regime's plan with what went into it.
  struct Prepared {
    var plan: HouseholdPlan
    var specs: [StrategySpec]
    var claims: [[PlannedClaim]]
    var dropped: [DroppedCell]
    var eligibility: [EligibilityFinding]
    /// By strategy: what a death would leave.
    var survivors: [[PlannedSurvivor]]
    /// By strategy: what is paid on the other's record while both live.
    var spouses: [[PlannedSpouse]]
  }

  init(_ scenario: Scenario, systems: [any PensionSystem]) throws {
    (self.scenario, self.systems) = (scenario, systems)
    guard !scenario.members.isEmpty, scenario.members.count <= 2 else {
      throw ScenarioError(
        path: scenario.path, message: "a household has one or two people, not \(scenario.members.count)")
    }
    let countries = systems.map(\.economicCountry)
    let areas = try CurrencyAreas(countries)
    func simulated(_ code: CurrencyCode, _ what: String) throws -> Int {
      if let index = areas.currency(code) { return index }
      throw ScenarioError(
        path: scenario.path,
        message: "\(what) \(code); simulated are \(areas.currencies.map(\.code.text).joined(separator: ", "))")
    }
    currency = try simulated(scenario.currency, "the household spends")
    for (code, amount) in scenario.savings.sorted(by: { $0.key < $1.key }) where amount > .zero {
      _ = try simulated(code, "the household has savings in")
    }
    for step in [scenario.needs.amounts] + scenario.needs.later.map(\.amounts) {
      for code in step.keys.sorted() { _ = try simulated(code, "the household has needs in") }
    }
    var notes: [Remark] = []
    var lifetimes: [LifetimeTable] = []
    let tables = try LifeTables(with: systems.map(\.parameters))
    for member in scenario.members {
      let person = member.person
      let country = person.residence(in: scenario.asOf) ?? person.citizenship.first ?? systems[0].country
      do {
        let table = try LifetimeTable(
          country: country.code, sex: person.sex.rawValue, bornYear: person.born.year, bornMonth: person.born.month,
          asOf: scenario.asOf, settings: member.longevity, lastAge: scenario.simulation.lastAge, tables: tables)
        if let resident = table.standsInFor {
          notes.append(Remark(table.table == "US" ? .tableOfUS : .tableOfLU, ["country": .text(resident)]))
        }
        lifetimes.append(table)
      } catch let error as LongevityError {
        throw ScenarioError(path: scenario.path, message: "\(person.id): \(error.message)")
      }
    }
    self.lifetimes = lifetimes
    months = lifetimes.reduce(1) { max($0, $1.survival.count - 1) }
    incomes = try scenario.incomes(systems)
    for income in incomes { _ = try simulated(income.currency, "the household has income in") }
    sources =
      try systems.map {
        try HouseholdPlan.Source(system: $0, in: areas, settings: scenario.settings[$0.country] ?? [:])
      } + HouseholdPlan.Source.stated(incomes, in: areas)
      + HouseholdPlan.Source.tax(of: scenario, currency: currency, in: areas)
    (minimum, minimumSource) = try Self.minimum(scenario, systems: systems)
    allowance = try Self.allowance(scenario, systems: systems)
    let model = try EconomyModel.first(of: scenario, systems: systems)
    if case .doesNotExist(let reason) = model.usesMean {
      throw SimulationError(
        "a mean of euro values does not exist under '\(model.process.model.rawValue)': \(reason)",
        hint: "set a cap, for example economy: { cap: 1.0 }, or take another model")
    }
    rates = ValuationRates(model)
    for area in areas.areas {
      guard let followed = area.follows, systems.contains(where: { $0.country.code == area.code }) else { continue }
      notes.append(Self.note(following: followed, area, under: model))
    }
    economyModel = Self.describe(model)
    events = PolicyEvents(
      scenario.events, asOf: scenario.asOf, listed: try [ListedReform](of: systems, asOf: scenario.asOf))
    try events.checkFunds(of: scenario)
    for place in events.listed.indices where events.canCome(place) {
      if case .note(let note) = events.listed[place].reform.effect { notes.append(note) }
    }
    if scenario.simulation.sobolYears > 0 {
      _ = try scenario.simulation.quasiRandom(months: months)
      notes.append(
        Remark(
          .sobol,
          [
            "years": .integer(scenario.simulation.sobolYears), "copies": .integer(QuasiRandomPaths.copies),
          ]))
    }
    if scenario.savings.values.contains(where: { $0 > .zero }) {
      notes.append(
        scenario.needs.areStated
          ? Remark(.savingsMeet, ["currency": .exact(scenario.currency)]) : Remark(.savingsUntouched))
    }
    self.notes = notes + Self.notes(on: incomes, areTaxed: scenario.isTaxed)
  }

  private static func note(following followed: String, _ area: CurrencyAreas.Area, under model: EconomyModel) -> Remark
  {
    let spreads = model.spreads(of: area).map { "\($0.name) ± \($0.deviation)" }
    return Remark(
      .followsArea,
      ["country": .text(area.code), "area": .text(followed), "spreads": .text(spreads.joined(separator: ", "))])
  }

  private static func describe(_ model: EconomyModel) -> Remark {
    let process = model.process
    let known = process.model.parameterNames.map { "\($0) \(process[$0])" }.joined(separator: ", ")
    return Remark(
      process.uncertainty == nil ? .model : .modelDrawn,
      ["model": .text(process.model.rawValue), "parameters": .text(known)])
  }

  /// The country of residence is asked first; where it has no rules here, the first that gives a reason.
  private static func minimum(_ scenario: Scenario, systems: [any PensionSystem]) throws
    -> (SocialMinimumAnswer?, Int?)
  {
    let people = scenario.members.map(\.person)
    let home = people.first?.residence(in: scenario.asOf)
    let order = systems.indices.sorted { a, b in
      let (atHomeA, atHomeB) = (systems[a].country == home, systems[b].country == home)
      if atHomeA != atHomeB { return atHomeA }
      let (ownA, ownB) = (systems[a].currency == scenario.currency, systems[b].currency == scenario.currency)
      return ownA != ownB ? ownA : a < b
    }
    var refusal: SocialMinimumAnswer?
    for index in order {
      let settings = scenario.settings[systems[index].country] ?? [:]
      let answer: SocialMinimumAnswer =
        settings["meansTest"] == "none"
        ? .none(reason: Remark(.leftOut), article: Remark(.meansTestNone))
        : try systems[index].socialMinimum(for: people, asOf: scenario.asOf, settings: settings)
      if case .available(let minimum) = answer { return (.available(minimum.tested(for: scenario)), index) }
      if refusal == nil { refusal = answer }
    }
    return (refusal, nil)
  }

  /// The first country that pays one to this household.
  private static func allowance(_ scenario: Scenario, systems: [any PensionSystem]) throws
    -> (answer: YearlyAllowance, source: Int)?
  {
    for (index, system) in systems.enumerated() {
      let settings = scenario.settings[system.country] ?? [:]
      guard settings["meansTest"] != "none",
        let answer = try system.yearlyAllowance(
          for: scenario.members.map(\.person), asOf: scenario.asOf, settings: settings)
      else { continue }
      return (answer, index)
    }
    return nil
  }

  typealias WeightedPlan = (plan: HouseholdPlan, weight: Double)

  /// The plans of a mix of law regimes, all with the same strategies: what one regime refuses leaves the mix.
  func prepare(_ mix: LawMix, specs: [StrategySpec]? = nil) throws -> (base: Prepared, plans: [WeightedPlan]) {
    var planning = try mix.parts.map {
      try StrategyPlanning(
        scenario, systems: systems, regime: $0.regime, rates: rates, lifetimes: lifetimes,
        wantsDerivation: wantsDerivations)
    }
    return try prepare(mix, specs: specs ?? scenario.strategies, planning: &planning)
  }

  /// - Parameter planning: one a regime of the mix; it remembers awards for the next call.
  func prepare(_ mix: LawMix, specs: [StrategySpec], planning: inout [StrategyPlanning]) throws -> (
    base: Prepared, plans: [WeightedPlan]
  ) {
    var parts: [Prepared] = []
    var wanted = specs
    var refused: [DroppedCell] = []
    for index in planning.indices {
      let part = try prepare(specs: wanted, planning: &planning[index])
      refused += part.dropped
      (parts, wanted) = (parts + [part], part.specs)
    }
    if parts.contains(where: { $0.specs.count > wanted.count }) {  // a later regime refused what an earlier one took
      for index in planning.indices { parts[index] = try prepare(specs: wanted, planning: &planning[index]) }
    }
    var base = parts[0]
    base.dropped = refused
    return (base, zip(parts, mix.parts).map { ($0.plan, $1.weight) })
  }

  /// The plan of one law regime.
  ///
  /// - Parameter specs: the strategies; the scenario's own by default.
  func prepare(regime: LawRegime, specs: [StrategySpec]? = nil) throws -> Prepared {
    var planning = try StrategyPlanning(
      scenario, systems: systems, regime: regime, rates: rates, lifetimes: lifetimes, wantsDerivation: wantsDerivations)
    return try prepare(specs: specs ?? scenario.strategies, planning: &planning)
  }

  private func prepare(specs wanted: [StrategySpec], planning: inout StrategyPlanning) throws -> Prepared {
    var changed = ChangedLawPlanning(self, regime: planning.regime)
    var plan = HouseholdPlan(
      asOf: scenario.asOf, months: months, areas: rates.areas, currency: currency, regime: planning.regime,
      sources: sources,
      lifetimes: lifetimes, needs: 0, discountRate: scenario.simulation.discountRate)
    if let taxes = try taxes(in: plan) { plan.set(taxes: taxes) }
    plan.set(needs: needs)
    plan.set(
      savings: rates.areas.currencies.map { scenario.savings[$0.code]?.double ?? 0 }, rates: rates.perUnit.map(\.double)
    )
    if case .available(let answer)? = minimum, let minimumSource {
      let unit = rates.perUnit[sources[minimumSource].currency].double / rates.perUnit[currency].double
      plan.set(minimum: answer, source: minimumSource, elders: elders, unit: unit)
    }
    if let allowance { plan.set(allowance: allowance.answer, source: allowance.source) }
    var (specs, claims, dropped) = ([StrategySpec](), [[PlannedClaim]](), [DroppedCell]())
    var survivors: [[PlannedSurvivor]] = []
    var spouses: [[PlannedSpouse]] = []
    var variants = WorkVariants()
    for spec in wanted {
      do {
        try variants.plan(spec, of: self, &planning, &changed) { own, changed, incomes in
          // Each plan has the months that it buys, the others go on without.
          let sales = try own.sales(of: spec)
          var bought = try sales.isEmpty ? nil : own.buying(spec)
          var planned = try bought?.claims(of: spec) ?? own.claims(of: spec)
          let prices = add(sales, beside: &planned, to: &plan)
          let alternatives = try changed.alternatives(to: planned)
          let derived = try bought?.spouses(of: planned, by: spec) ?? own.spouses(of: planned, by: spec)
          try own.chargeTogether(&planned, with: derived)
          let rows = zip(planned, alternatives).map { add($0, or: $1, to: &plan) }
          let otherwise = try changed.alternatives(to: derived, of: planned, by: spec)
          let spouseRows = zip(derived, otherwise).map { add($0, or: $1, to: &plan) }
          let last = scenario.asOf + months
          let left =
            try bought?.survivors(of: planned, by: spec, through: last)
            ?? own.survivors(of: planned, by: spec, through: last)
          // What the file states is added first where a test of income looks at it; its rows are the same either way.
          let beside = left.contains { $0.left.incomeTest != nil } ? tested(incomes, in: &plan) : []
          plan.addStrategy(
            payments: rows + prices + spouseRows
              + left.flatMap { add($0, beside: planned, rows: rows, stated: beside, to: &plan) }
              + add(incomes, to: &plan),
            unclaimed: unclaimed(planned, bought ?? own)
              + unclaimed(onOtherRecords: derived, beside: planned, by: spec, own),
            workedOn: try workedOn(planned, incomes, own))
          survivors.append(left)
          spouses.append(derived)
          specs.append(spec)
          claims.append(planned)
        }
      } catch let refusal as ClaimRefusal {
        dropped.append(DroppedCell(name: spec.name, refusal: refusal))
      }
    }
    let eligibility = planning.claimants.compactMap { claimant in
      planning.inPayment(claimant) != nil
        ? nil
        : planning.eligibilities[claimant].flatMap { eligibility in
          planning.coverages[claimant].map {
            EligibilityFinding(
              person: scenario.members[claimant.person].person.id, country: claimant.country, eligibility: eligibility,
              coverage: $0)
          }
        }
    }
    return Prepared(
      plan: plan, specs: specs, claims: claims, dropped: dropped, eligibility: eligibility, survivors: survivors,
      spouses: spouses)
  }

  private func add(_ paid: PlannedSpouse, or alternatives: [HouseholdPlan.Alternative], to plan: inout HouseholdPlan)
    -> Int
  {
    let index = scenario.members.requiredIndex(of: paid.spouse) { $0.person.id == paid.spouse }
    return plan.add(
      paid.award, person: index,
      source: systems.requiredIndex(of: paid.award.country) { $0.country == paid.award.country },
      filed: paid.filed, deductions: paid.deductions, alternatives: alternatives,
      worker: paid.kind == .spouse ? 1 - index : index,
      isInPayment: paid.filed < scenario.asOf && paid.award.from <= scenario.asOf)
  }

  /// - Parameters:
  ///   - rows: of the strategy's claims, in their order.
  ///   - stated: incomes that no claim brings, with their rows.
  private func add(
    _ left: PlannedSurvivor, beside claims: [PlannedClaim], rows: [Int], stated: [TestedIncome],
    to plan: inout HouseholdPlan
  ) -> [Int] {
    let country = left.left.award.country
    let own = claims.firstIndex { $0.person == left.survivor && $0.country == country }.map { rows[$0] }
    func index(_ id: String) -> Int { scenario.members.requiredIndex(of: id) { $0.person.id == id } }
    let (survivor, deceased) = (index(left.survivor), index(left.deceased))
    let source = systems.requiredIndex(of: country) { $0.country == country }
    let pension = plan.add(
      left.left, to: survivor, from: deceased, source: source, deductions: left.deductions, own: own,
      incomes: left.left.incomeTest == nil ? [] : left.incomes(claims, rows: rows) + left.incomes(stated))
    return [pension, plan.add(lumpSumOf: left.left, to: survivor, from: deceased, source: source)].compactMap { $0 }
  }

  /// Months in which a pension could be drawn that the strategy has not claimed.
  func unclaimed(_ claims: [PlannedClaim], _ planning: StrategyPlanning) -> [Range<YearMonth>] {
    planning.claimants.compactMap { claimant in
      guard let first = planning.eligibilities[claimant].flatMap(firstDuty) else { return nil }
      let id = scenario.members[claimant.person].person.id
      // A right is used from its filing on, also where the pension then reaches back.
      let start = claims.first { $0.person == id && $0.country == claimant.country }.map {
        max($0.entitlement, $0.filed)
      }
      let end = start ?? scenario.asOf + (months + 1)
      return first < end ? first..<end : nil
    }
  }

  private func add(
    _ claim: PlannedClaim, or alternatives: [HouseholdPlan.Alternative], to plan: inout HouseholdPlan
  ) -> Int {
    let person = scenario.members.requiredIndex(of: claim.person) { $0.person.id == claim.person }
    let source = systems.requiredIndex(of: claim.country) { $0.country == claim.country }
    return plan.add(
      claim.award, person: person, source: source, filed: claim.filed, deductions: claim.deductions,
      alternatives: alternatives, isInPayment: claim.isInPayment)
  }

  /// The same household where other changes of law may come.
  func with(events: EventSettings) -> HouseholdSetting {
    var setting = self
    setting.events = self.events.with(events)
    return setting
  }

  /// A run of plans under the scenario's economy, delays and events, or under others.
  func simulation(
    _ plans: [(plan: HouseholdPlan, weight: Double)], economy: EconomySettings? = nil, delays: DelaySettings? = nil,
    events: PolicyEvents? = nil, paths: Int? = nil
  ) -> HouseholdSimulation {
    var settings = scenario.simulation
    if let paths { settings.paths = min(paths, settings.paths) }
    return HouseholdSimulation(
      plans, economy: economy ?? scenario.economy, delays: delays ?? scenario.filing, events: events ?? self.events,
      settings: settings)
  }
}

extension EconomyModel {
  /// The first month of a scenario's economy, for what is known of it without paths.
  static func first(of scenario: Scenario, systems: [any PensionSystem]) throws -> EconomyModel {
    try EconomyModel(
      scenario.economy, asOf: scenario.asOf, months: 1, seed: scenario.simulation.seed,
      antithetic: scenario.simulation.antithetic, quasiRandom: try scenario.simulation.quasiRandom(months: 12),
      countries: systems.map(\.economicCountry))
  }
}
