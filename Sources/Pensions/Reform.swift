// SPDX-License-Identifier: GPL-3.0-or-later
import Quantities

/// A change of law that may come, as the country lists it whose law it changes.
///
/// Keys of a scenario's `events`, rows of changed assumptions, regret and the questions of studies all come from these lists. A change
/// that several countries list under one key is one change, whose settings each of them reads.
public struct Reform: Hashable, Sendable {
  /// What the change does.
  public enum Effect: Hashable, Sendable {
    /// Other settings of the law hold from a month on, by their names in ``LawRegime/settings``.
    case law([String: Setting], reaching: Reach)
    /// A fund pays a share of each payment from a month on: its parameters are `<fund>.depletion` and `<fund>.payable`.
    case share(of: Fund)
    /// No amount moves: a note of the report.
    case note(Remark)
  }

  /// What a setting of the law is once the change has come.
  public enum Setting: Hashable, Sendable {
    case value(String)
    /// The value of the option with this key.
    case option(String)
    /// The month in which the change comes.
    case arrival
    /// Nothing: what a regime says of it ends.
    case cleared
  }

  /// Which payments other settings reach.
  public enum Reach: Hashable, Sendable {
    /// Pensions that start in the month of the change or later, for life.
    case starting
    /// Payments of the month of the change and later ones, whenever the pension started.
    case paying
    /// The way in which amounts in payment move; ``LawChange``.
    case indexing
  }

  /// A fund that pays only what comes in. The options that replace its parameters, by key.
  public struct Fund: Hashable, Sendable {
    public var name: String
    /// First month of reduced payments, and the share paid from then on.
    public var month, share: String
    /// Months before and after that month in which it may come, evenly.
    public var spread: String
    /// The parameter with the chance of the cut where a scenario says `stochastic`.
    public var chance: String

    public init(_ name: String, month: String, share: String, spread: String, chance: String) {
      (self.name, self.month, self.share, self.spread, self.chance) = (name, month, share, spread, chance)
    }
  }

  /// A figure of the change that a scenario may state.
  public struct Option: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      case share
      case year(ClosedRange<Int>)
      /// A duration in months.
      case months
      case month
      /// One of several numbers of months, by weights that add up to 1.
      case weighted
    }

    /// Its key among a scenario's `events`.
    public var key: String
    public var kind: Kind
    public var meaning: String
    public var example: String
    /// The parameter of the country that holds where a scenario says nothing; for weights a second with `.weights` in place of
    /// `.months`. Nil where nothing holds.
    public var parameter: String?
    /// Which place of ``Reform/label`` it fills.
    public var place: String?

    public init(
      _ key: String, _ kind: Kind, meaning: String, example: String, parameter: String? = nil, place: String? = nil
    ) {
      (self.key, self.kind, self.meaning, self.example) = (key, kind, meaning, example)
      (self.parameter, self.place) = (parameter, place)
    }
  }

  /// The value of an option.
  public enum Value: Hashable, Sendable {
    case share(Double)
    case whole(Int)
    case month(YearMonth)
    case weighted([Weighted])

    /// As a setting of the law; nil of weights, of which a path draws one.
    public var text: String? {
      switch self {
      case .share(let share): "\(share)"
      case .whole(let number): "\(number)"
      case .month(let month): "\(month)"
      case .weighted: nil
      }
    }
  }

  /// A number of months with the chance of it.
  public struct Weighted: Hashable, Sendable {
    public var months: Int
    public var weight: Double
    public init(_ months: Int, weight: Double) { (self.months, self.weight) = (months, weight) }
  }

  /// How a change is told.
  public struct Words: Hashable, Sendable {
    /// In the list of a report's changed assumptions; its places are filled by options.
    public var label: Remark
    /// What is to be said beside it; nil for that it is not law.
    public var caveat: Remark?
    /// As a sentence, and in a few words; nil of a change that moves no amount.
    public var question, short: Remark?

    public init(label: Remark, caveat: Remark? = nil, question: Remark? = nil, short: Remark? = nil) {
      (self.label, self.caveat, self.question, self.short) = (label, caveat, question, short)
    }
  }

  /// Names its row in reports: `wep-reinstated`.
  public var id: String
  /// Its key among a scenario's `events`: the chance a year, or of a fund, of the cut.
  public var key: String
  /// What the key says, and a value of it.
  public var meaning, example: String
  /// Addresses its draws; never changed, and no other's. From 0 to 124.
  public var address: Int
  public var words: Words
  public var effect: Effect
  public var options: [Option]

  public init(
    _ id: String, key: String, meaning: String, example: String, address: Int, words: Words, effect: Effect,
    options: [Option] = []
  ) {
    precondition((0..<125).contains(address), "address \(address) of '\(key)'")
    precondition(options.count { $0.kind == .weighted } <= 1, "'\(key)' draws more than one figure")
    (self.id, self.key, self.meaning, self.example, self.address) = (id, key, meaning, example, address)
    (self.words, self.effect, self.options) = (words, effect, options)
  }

  /// Whether some amount moves.
  public var movesAmounts: Bool { if case .note = effect { false } else { true } }

  /// ``Words/label`` with its places filled.
  ///
  /// - Parameters:
  ///   - values: by key of the option; of weights, those above 0.
  ///   - either: how alternatives are joined, `12 or 24 or 36`.
  public func label(_ values: [String: Value], either: ([Remark.Argument]) -> Remark.Argument) -> Remark {
    var label = words.label
    for option in options {
      guard let place = option.place, let value = values[option.key] else { continue }
      label.arguments[place] =
        switch value {
        case .share(let share): .integer(Int((share * 100).rounded()))
        case .whole(let number): .exact(number)
        case .month(let month): .month(month)
        case .weighted(let choices): either(choices.filter { $0.weight > 0 }.map { .exact($0.months) })
        }
    }
    return label
  }
}
