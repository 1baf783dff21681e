// SPDX-License-Identifier: GPL-3.0-or-later

/// What a household is after: most money over life, its need covered in every month of life, or both as far as they go together.
public enum Aim: String, CaseIterable, Hashable, Sendable, Codable {
  case money, need, both
}

/// Which rule decided on the strategy to propose.
public enum ProposalClause: String, Hashable, Sendable, Codable {
  /// The highest mean: no need is stated, or it has no vote.
  case mostMoney
  /// That one covers the need about as often as any.
  case aimsAgree
  /// Most money among those that cover the need about as often as any, also where one of the household's own figures is off.
  case coversRobustly
  /// None stays sure where a figure is off: the one that covers the need most often.
  case coversBest
}
