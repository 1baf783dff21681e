// SPDX-License-Identifier: GPL-3.0-or-later
import Pensions
import ScenarioFiles

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
  /// Changes of law that it may ask about.
  public var lawEvents: [LawEvent]

  public init(
    title: String, file: String, naive: String, currency: String, asOf: String, countries: [String],
    units: [String] = [], points: [String], comparedShares: [String: Double] = [:], lawEvents: [LawEvent] = []
  ) {
    self.lawEvents = lawEvents
    (self.title, self.file, self.naive, self.currency, self.asOf) = (title, file, naive, currency, asOf)
    (self.countries, self.points, self.comparedShares) = (countries, points, comparedShares)
    self.units = units
  }

  func lawEvent(_ key: String) -> LawEvent? { lawEvents.first { $0.key == key } }

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
      AwardField(
        "law_events",
        .array(
          lawEvents.map { event in
            .object([
              AwardField("event", .text(event.key)), AwardField("meaning", .text(event.meaning)),
              AwardField("short", .text(event.shortName)),
            ])
          })),
    ])
  }

  init?(_ value: JSONValue?) {
    guard let value, case .string(let title)? = value["title"], case .string(let file)? = value["file"],
      case .string(let naive)? = value["naive"], case .string(let currency)? = value["currency"],
      case .string(let asOf)? = value["as_of"], case .array(let countries)? = value["countries"],
      case .array(let units)? = value["units"], case .array(let points)? = value["points"],
      case .object(let compared)? = value["compared"], case .array(let events)? = value["law_events"]
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
        }),
      lawEvents: events.compactMap { event in
        guard let key = event["event"]?.text, let meaning = event["meaning"]?.text, let short = event["short"]?.text
        else { return nil }
        return LawEvent(key: key, meaning: meaning, shortName: short)
      })
  }
}
