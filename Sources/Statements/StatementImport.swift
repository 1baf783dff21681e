// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import Quantities

/// One paper as it came.
public struct PaperFile: Sendable {
  /// As the user names it.
  public var name: String
  public var bytes: [UInt8]
  public init(name: String, bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
}

/// Reads papers into insurance records: recognise, read, check, ask.
///
/// ```swift
/// let papers = StatementImport(formats: .unitedStates, systems: [try UnitedStates()], today: CalendarDate(2026, 11, 30)!)
/// let outcome = papers.run([PaperFile(name: "statement.xml", bytes: bytes)], answers: Answers())
/// ```
///
/// Pure: the same papers, answers and day give the same outcome, and nothing is kept. What is open is in ``Outcome/open``; run it again with
/// more answers.
public struct StatementImport: Sendable {
  public let formats: StatementFormats
  let systems: [any PensionSystem]
  public let today: CalendarDate
  /// Take the default of every question that has one.
  public var takesDefaults = false
  /// Spread sums of several years over the years of work.
  public var spreads = false
  /// Take years after today's.
  public var allowsFuture = false
  /// Only papers of this country.
  public var country: Country?
  /// A reader's ``StatementReader/format``, instead of recognition.
  public var format: String?
  /// Whose papers they are, by the scenario's key; nil where that is to be found out.
  public var person: String?
  /// The people of the scenario that the records go into; none where they go nowhere yet.
  public var people: [KnownPerson] = []

  /// A person of the scenario.
  public struct KnownPerson: Hashable, Sendable {
    public var id: String
    public var born: CalendarDate?
    public init(id: String, born: CalendarDate?) { (self.id, self.born) = (id, born) }
  }

  public init(formats: StatementFormats, systems: [any PensionSystem], today: CalendarDate) {
    (self.formats, self.systems, self.today) = (formats, systems, today)
  }

  /// What came out.
  public struct Outcome: Sendable {
    /// In the order of the countries' codes; empty where something is wrong or open.
    public var records: [ImportedRecord] = []
    /// Errors, warnings and notes, by place.
    public var problems: [StatementProblem] = []
    /// Questions without an answer.
    public var open: [Question] = []
    /// What was read, assumed, answered and checked, a sentence each.
    public var said: [String] = []
    /// The scenario's key of the person; `me` where nothing says another.
    public var person = "me"
    public var born: CalendarDate?
    /// Somebody whom the scenario does not have yet.
    public var newcomer: Person?
    /// Questions whose answer could not be read, which is among the problems too.
    public var refused: [Question] = []
    /// Keys of answers that no question had.
    public var unusedAnswers: [String] = []

    public var hasErrors: Bool { problems.contains { $0.severity == .error } }
  }

  /// Reads papers of one person.
  public func run(_ files: [PaperFile], answers: Answers) -> Outcome {
    let interview = Interview(answers, takesDefaults: takesDefaults)
    var statements: [Statement] = []
    for file in files { statements += read(file, interview) }
    var outcome = Outcome()
    if !interview.hasErrors, interview.open.isEmpty, let id = whose(statements, interview) {
      outcome.person = id
      let known = people.first { $0.id == id }
      outcome.born = agreed(statements, with: known?.born, interview)
      if !people.isEmpty, known == nil { outcome.newcomer = newcomer(id, statements, outcome.born, interview) }
      if !interview.hasErrors {
        outcome.records = records(statements, born: outcome.born ?? outcome.newcomer?.born, interview)
      }
    }
    if interview.hasErrors || !interview.open.isEmpty { outcome.records = [] }
    outcome.problems = interview.problems.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }
    outcome.open = interview.open
    outcome.said = interview.sources + interview.said
    outcome.refused = interview.refused
    outcome.unusedAnswers = interview.unused
    return outcome
  }

  // MARK: Recognise and read

  private func read(_ file: PaperFile, _ interview: Interview) -> [Statement] {
    let text: StatementText
    do throws(StatementProblem) {
      text = try StatementText(bytes: file.bytes, file: file.name)
    } catch {
      interview.add(error)
      return []
    }
    if text.isGuessedEncoding {
      interview.note(Place(file.name), "the text is not UTF-8; it is read as Windows-1252")
    }
    guard let reader = reader(for: text, interview) else { return [] }
    let context = ReadingContext(interview, today: today, allowsFuture: allowsFuture, country: country)
    var statements = reader.read(text, context)
    for index in statements.indices {
      // A year that no paper can be from is a slip that concerns nobody.
      if let issued = statements[index].issued, !(1985...today.year + 1).contains(issued.year) {
        statements[index].issued = nil
      }
      if let born = statements[index].born, !(1900...today.year).contains(born.year) {
        interview.fail(Place(file.name), "the date of birth, in \(born.year), cannot be")
      }
      let statement = statements[index]
      interview.sayFirst(
        "From \(Place(file.name).name): \(statement.title)\(statement.issued.map { " of \($0)" } ?? "").")
      if statement.isExperimental {
        interview.sayFirst("EXPERIMENTAL: this layout was never seen on a real paper; compare every line with yours.")
      }
    }
    return statements
  }

  private func reader(for text: StatementText, _ interview: Interview) -> (any StatementReader)? {
    let place = Place(text.file)
    var known = formats.readers
    if let format { known = known.filter { $0.format == format } }
    if let country { known = known.filter { $0.country == nil || $0.country == country } }
    if known.count == 1, format != nil { return known[0] }
    let found = known.filter { $0.recognises(text) }
    if found.count == 1 { return found[0] }
    if found.isEmpty {
      interview.fail(
        place, "this is no paper that is known here",
        hint: "known are: " + known.map { "\($0.title) (\($0.format))" }.joined(separator: ", ")
          + "; --as FORMAT names one")
      return nil
    }
    let names = found.map(\.format)
    let chosen = interview.ask(
      Question(
        "format", at: place,
        "The paper can be read as \(found.map(\.title).joined(separator: " or as ")). Which is it?",
        form: "one of \(names.joined(separator: ", "))")
    ) { text in names.firstIndex(of: text) }
    return chosen.map { found[$0] }
  }

  // MARK: One person

  /// The person named, the only one, the one born when the papers say; asked otherwise.
  private func whose(_ statements: [Statement], _ interview: Interview) -> String? {
    if let person { return person }
    if people.isEmpty { return "me" }
    if people.count == 1 { return people[0].id }
    let days = Set(statements.compactMap(\.born))
    if let born = days.first, days.count == 1 {
      let own = people.filter { $0.born == born }
      if own.count == 1 { return own[0].id }
    }
    let names = people.map(\.id)
    return interview.ask(
      Question(
        "person", at: Place(statements.first?.file ?? "-"),
        "Whose papers are these, \(names.joined(separator: "'s or "))'s?",
        form: "one of \(names.joined(separator: ", "))"), telling: { (_: String, _) in nil }
    ) { text in names.contains(text) ? text : nil }
  }

  /// The day of birth as the papers and the scenario have it, which must agree.
  private func agreed(
    _ statements: [Statement], with known: CalendarDate?, _ interview: Interview
  ) -> CalendarDate? {
    var found = known
    for statement in statements {
      guard let born = statement.born else { continue }
      if let found, found != born {
        interview.fail(
          Place(statement.file),
          "born \(born) here, but \(found) in \(known == found ? "the scenario" : "another paper")",
          hint: "papers of one person at a time; --person names whose they are")
      }
      found = found ?? born
    }
    return found
  }

  /// What a scenario must know of somebody new.
  private func newcomer(
    _ id: String, _ statements: [Statement], _ born: CalendarDate?, _ interview: Interview
  ) -> Person? {
    let place = Place(statements.first?.file ?? "-")
    let day =
      born
      ?? interview.ask(
        Question("born", at: place, "When was \(id) born?", form: "a day, such as 1966-05-14"),
        telling: { (_: CalendarDate, _) in nil }
      ) { text in CalendarDate(text).flatMap { (1900...today.year).contains($0.year) ? $0 : nil } }
    let sex =
      statements.compactMap(\.sex).first
      ?? interview.ask(
        Question("sex", at: place, "Is \(id) female or male? The life table asks.", form: "female or male"),
        telling: { (_: Sex, _) in nil }
      ) { Sex(rawValue: $0) }
    let home = interview.ask(
      Question(
        "lives", at: place, "Where does \(id) live, since when?", form: "a country and a month, such as LU 2001-03"),
      telling: { (_: Residence, _) in nil }
    ) { text -> Residence? in
      let words = text.split(separator: " ").map(String.init)
      guard words.count == 2, words[0].utf8.count == 2, words[0] == words[0].uppercased(),
        let from = YearMonth(words[1])
      else {
        return nil
      }
      return Residence(country: Country(words[0]), from: from)
    }
    guard let day, let sex, let home else { return nil }
    return Person(id: id, born: day, sex: sex, residence: [home])
  }

  private func records(_ statements: [Statement], born: CalendarDate?, _ interview: Interview) -> [ImportedRecord] {
    var records: [ImportedRecord] = []
    let issued = statements.compactMap(\.issued).max()
    for (country, own) in Dictionary(grouping: statements, by: \.country).sorted(by: { $0.key < $1.key }) {
      let context = AssemblyContext(
        interview, today: issued.map { max($0, today) } ?? today, allowsFuture: allowsFuture,
        system: systems.first { $0.country == country }, born: born, spreads: spreads)
      if let record = formats.assembly(for: country).record(own.sorted { $0.file < $1.file }, context) {
        interview.say("\(country): \(record.foot).")
        records.append(record)
      }
    }
    checkOverlaps(records, interview)
    return records
  }

  /// The same month in two countries that list months (check C6).
  private func checkOverlaps(_ records: [ImportedRecord], _ interview: Interview) {
    for (index, one) in records.enumerated() {
      for other in records.dropFirst(index + 1) {
        for text in Self.overlaps(one.record, other.record) { interview.say(text) }
      }
    }
  }

  /// Sentences about months that stand in two records.
  public static func overlaps(_ one: InsuranceRecord, _ other: InsuranceRecord) -> [String] {
    one.periods.flatMap { a in
      other.periods.compactMap { b in
        let (from, through) = (max(a.from, b.from), min(a.through, b.through))
        return from <= through
          ? "WARNING: \(from) to \(through) stand in \(one.country) and in \(other.country); compulsory time of one country goes before."
          : nil
      }
    }
  }
}
