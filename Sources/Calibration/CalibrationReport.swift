// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Economy
import Quantities

/// The outcomes as JSON lines or as a table for people.
public struct CalibrationReport: Sendable {
  public let series: ExchangeRateSeries
  public let models: [CalibratedModel]
  public let outcomes: [CalibrationOutcome]

  public init(_ calibration: Calibration, _ outcomes: [CalibrationOutcome]) {
    (series, models) = (calibration.sample.series, calibration.models)
    self.outcomes = outcomes
  }

  /// One JSON object a model and line: `model`, `n`, `parameters`, `loglik`, `aic`, `bic`, and more where it applies.
  public var jsonLines: String {
    outcomes.map { outcome in
      let common = "\"series\":\(quoted(series.name)),\"from\":\"\(series.firstMonth)\",\"to\":\"\(series.lastMonth)\""
      switch outcome {
      case .failure(let refusal):
        return
          "{\"model\":\(quoted(refusal.model.rawValue)),\"n\":\(refusal.n),\(common),\"error\":\(quoted(refusal.reason))}\n"
      case .success(let fit):
        let parameters = fit.parameters.map {
          "\(quoted($0.name)):{\"estimate\":\(number($0.value)),\"se\":\(number($0.standardError))}"
        }
        var line = "{\"model\":\(quoted(fit.model.rawValue)),\"n\":\(fit.n)"
        line += ",\"parameters\":{\(parameters.joined(separator: ","))},\"loglik\":\(number(fit.logLikelihood))"
        line += ",\"aic\":\(number(fit.aic)),\"bic\":\(number(fit.bic)),\(common)"
        if let years = fit.halfLifeYears { line += ",\"halfLifeYears\":\(number(years))" }
        if let probability = fit.turbulentNext { line += ",\"turbulentNext\":\(number(probability))" }
        line += ",\"lossInOneOfTwentyAfter10Years\":\(number(fit.lossInOneOfTwenty(after: 120)))"
        if !fit.notes.isEmpty { line += ",\"notes\":[\(fit.notes.map(quoted).joined(separator: ","))]" }
        return line + "}\n"
      }
    }.joined()
  }

  /// Fit, half-life and implied stress of every model, then its estimates with standard errors.
  public var table: String {
    var lines = [
      "EUR/USD, series '\(series.name)', \(series.isReal ? "at constant prices" : "nominal"),"
        + " \(series.firstMonth) to \(series.lastMonth), \(series.levels.count - 1) monthly changes", "",
    ]
    var rows = [["model", "k", "log-lik.", "AIC", "BIC", "half-life", "sd 1 y", "sd 10 y", "loss 10 y"]]
    let fits = outcomes.compactMap { try? $0.get() }
    for fit in fits {
      func percent(_ value: Double?) -> String { value.map { fixed($0 * 100, 1) + " %" } ?? "none" }
      rows.append([
        fit.model.rawValue, "\(fit.parameters.count)", fixed(fit.logLikelihood, 4), fixed(fit.aic, 2),
        fixed(fit.bic, 2), fit.halfLifeYears.map { fixed($0, 1) + " y" } ?? "–",
        percent(fit.variance(ofChangeAfter: 12)?.squareRoot()), percent(fit.variance(ofChangeAfter: 120)?.squareRoot()),
        percent(fit.lossInOneOfTwenty(after: 120)),
      ])
    }
    lines += aligned(rows)
    lines += ["", "estimates (standard error); m, s, lambda_m, omega a month, kappa a year, sigma per root year"]
    let width = (models.map(\.rawValue.count).max() ?? 0) + 2
    for fit in fits {
      let estimates = fit.parameters.map { estimate in
        "\(estimate.name) \(significant(estimate.value, 5)) (\(estimate.standardError.map { significant($0, 2) } ?? "none"))"
      }
      lines.append(padded(fit.model.rawValue, width) + estimates.joined(separator: "; "))
      if let probability = fit.turbulentNext {
        lines.append(
          padded("", width) + "turbulent state in \(series.lastMonth + 1): probability \(fixed(probability, 4))")
      }
      lines += fit.notes.map { padded("", width) + "note: \($0)" }
    }
    for case .failure(let refusal) in outcomes {
      lines.append(padded(refusal.model.rawValue, width) + "refused: \(refusal.reason)")
    }
    lines += [
      "",
      "Loss 10 y: what a dollar income loses of its euro value, or more, in one case of twenty after ten years, by the",
      "normal law with the model's variance and without drift. AIC and BIC compare models of one sample only.",
    ]
    if fits.contains(where: { $0.model.reverts }) {
      lines.append("No sample rejects a random walk on its own: read a half-life with its standard error.")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func aligned(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = row.indices.map { column in
        column == 0
          ? padded(row[column], widths[column])
          : String(repeating: " ", count: widths[column] - row[column].count) + row[column]
      }
      return cells.joined(separator: "  ")
    }
  }
}

private func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

private func number(_ value: Double?) -> String {
  guard let value, value.isFinite else { return "null" }
  return "\(value)"
}

private func quoted(_ text: String) -> String {
  var out = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": out += "\\\""
    case "\\": out += "\\\\"
    case "\u{0}"..."\u{1F}":
      let hex = String(scalar.value, radix: 16)
      out += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "\""
}

/// `value` with `digits` decimals, ties away from zero.
func fixed(_ value: Double, _ digits: Int) -> String {
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let scaled = (abs(value) * scale).rounded()
  guard scaled < 9e15 else { return "\(value)" }
  let whole = String(Int(scaled))
  let text = String(repeating: "0", count: max(0, digits + 1 - whole.count)) + whole
  let sign = value < 0 && scaled > 0 ? "-" : ""
  return sign + (digits == 0 ? text : "\(text.dropLast(digits)).\(text.suffix(digits))")
}

/// `value` with so many significant digits, never by powers of ten.
func significant(_ value: Double, _ digits: Int) -> String {
  guard value != 0, value.isFinite else { return fixed(value.isFinite ? value : 0, digits - 1) }
  let exponent = Int(log10(abs(value)).rounded(.down))
  return fixed(value, min(14, max(0, digits - 1 - exponent)))
}
