// SPDX-License-Identifier: GPL-3.0-or-later
import CGSL
import Foundation
import TestSupport
import Testing

@testable import Economy

/// Simulated paths against the golden file itself, which was made without simulation and without this program: a few thousand
/// paths over two years in every run of the tests, a million over all horizons in the slow ones.
@Suite("Simulated paths against the golden laws")
struct GoldenPathsClosedForm {
  /// A process with the rows of the golden file at each of its horizons.
  struct Process: Sendable, CustomTestStringConvertible {
    var first: GoldenRow
    var horizons: [Int: [GoldenRow]] = [:]
    var testDescription: String { first["model"] + " " + first["parameters"] }

    static func all() throws -> [Process] {
      var found: [String: Process] = [:]
      var order: [String] = []
      for row in try GoldenRow.rows("terminal-laws.csv") {
        let key = row["model"] + " " + row["parameters"]
        if found[key] == nil { order.append(key) }
        found[key, default: Process(first: row)].horizons[Int(row["months"])!, default: []].append(row)
      }
      return order.compactMap { found[$0] }
    }
  }

  private func settings(_ row: GoldenRow) -> EconomySettings {
    EconomySettings(model: row["model"], modelParameters: row.parameters)
  }

  /// What `body` makes of each path's q − q₀, [month][lane], summed: means and standard errors of its numbers.
  private func means(
    _ settings: EconomySettings, months: Int, paths: Int, count: Int,
    _ body: @Sendable @escaping (_ x: (Int) -> Double, _ out: inout [Double]) -> Void
  ) async throws -> [(mean: Double, error: Double)] {
    let model = try EconomyModel(settings, asOf: EconomyProjection.defaultMonth(), months: months, seed: 20_261_122)
    let (lanes, workers) = (1024, 4)
    let q0 = model.process["q0"]
    var sums = [Double](repeating: 0, count: 2 * count)
    await withTaskGroup(of: [Double].self) { group in
      for worker in 0..<workers {
        group.addTask {
          var block = model.makeBlock(lanes: lanes)
          var sums = [Double](repeating: 0, count: 2 * count)
          var out = [Double](repeating: 0, count: count)
          for first in stride(from: worker * lanes, to: paths, by: workers * lanes) {
            model.generateExchangeRate(&block, firstPath: first, lanes: lanes)
            block.logRealRate.withUnsafeBufferPointer { q in
              for lane in 0..<lanes {
                body({ q[($0 - 1) * lanes + lane] - q0 }, &out)
                for (index, value) in out.enumerated() {
                  sums[2 * index] += value
                  sums[2 * index + 1] += value * value
                }
              }
            }
          }
          return sums
        }
      }
      for await part in group { for index in part.indices { sums[index] += part[index] } }
    }
    let n = Double(paths)
    return (0..<count).map { index in
      let mean = sums[2 * index] / n
      return (mean, max(0, (sums[2 * index + 1] / n - mean * mean) / n).squareRoot())
    }
  }

  @Test("moments, quantiles and chances lie within four standard errors", arguments: try Process.all())
  func laws(_ process: Process) async throws {
    let paths = slow ? 1 << 20 : 4096
    let settings = settings(process.first)
    for (months, rows) in process.horizons where slow || months <= 24 {
      func value(_ statistic: String) -> Double? { rows.first { $0["statistic"] == statistic }?.number("value") }
      let (mean, variance) = (try #require(value("mean")), try #require(value("variance")))
      let numbers = rows.map {
        (name: $0["statistic"].split(separator: " ").map(String.init), value: $0.number("value")!)
      }
      let found = try await means(settings, months: months, paths: paths, count: numbers.count) { x, out in
        let x = x(months)
        for (index, number) in numbers.enumerated() {
          switch number.name[0] {
          case "mean": out[index] = x
          case "variance": out[index] = (x - mean) * (x - mean)
          case "E_exp_x": out[index] = exp(x)
          case "E_exp_minus_x": out[index] = exp(-x)
          case "quantile": out[index] = x <= number.value ? 1 : 0
          case "probability": out[index] = x < log(Double(number.name[1])!) ? 1 : 0
          default: out[index] = 0  // skewness and kurtosis: their errors need moments that may not exist
          }
        }
      }
      for (number, found) in zip(numbers, found) {
        let label = "\(process.testDescription) at \(months) months: \(number.name) \(found) for \(number.value)"
        switch number.name[0] {
        case "mean", "E_exp_x", "E_exp_minus_x":
          #expect(abs(found.mean - number.value) <= 4 * found.error + 1e-15, "\(label)")
        case "variance":
          let kurtosis = value("excess_kurtosis")
          // Where the fourth moment is infinite or far out in the tail, the error is the sample's own.
          let error = kurtosis.map { variance * (($0 + 2) / Double(paths)).squareRoot() } ?? found.error
          #expect(abs(found.mean - variance) <= 4 * error, "\(label)")
        case "quantile", "probability":
          let p = number.name[0] == "quantile" ? Double(number.name[1])! : number.value
          #expect(abs(found.mean - p) <= 4 * (p * (1 - p) / Double(paths)).squareRoot(), "\(label)")
        default: break
        }
      }
    }
  }

  @Test("a dollar pension while alive", arguments: try GoldenRow.rows("annuities.csv"))
  func annuities(_ row: GoldenRow) async throws {
    func number(_ name: String) throws -> Double { try #require(row.number(name)) }
    let months = Int(try number("months"))
    let (age, modal, b, gamma) = (try number("age"), try number("M"), try number("b"), try number("gamma"))
    let (usd, rate, c) = (try number("usd_per_month"), try number("real_rate"), 1 / b - gamma)
    let process = try row.process()
    let q0 = process["q0"]
    let weights = (1...months).map { month in
      let t = Double(month) / 12
      return usd * pow(1 + rate, -t) * exp(-exp((age - modal) / b) / b * (exp(c * t) - 1) / c) * exp(-q0)
    }
    let paths = slow ? 1 << 20 : 2048
    let expected = try number("mean_eur")
    let found = try await means(settings(row), months: months, paths: paths, count: 2) { x, out in
      var value = 0.0
      for month in 1...months { value += weights[month - 1] * exp(-x(month)) }
      out[0] = value
      out[1] = (value - expected) * (value - expected)
    }
    #expect(abs(found[0].mean - expected) <= 4 * found[0].error, "\(found[0]) for \(expected)")
    if let deviation = row.number("sd_eur") {
      #expect(abs(found[1].mean - deviation * deviation) <= 4 * found[1].error)
    }
  }

  @Test("income against a threshold", arguments: try GoldenRow.rows("thresholds.csv"))
  func thresholds(_ row: GoldenRow) async throws {
    func number(_ name: String) throws -> Double { try #require(row.number(name)) }
    let (usd, limit, months) = (try number("usd_per_month"), try number("threshold_eur"), Int(try number("months")))
    let q0 = try row.process()["q0"]
    let paths = slow ? 1 << 20 : 2048
    let found = try await means(settings(row), months: months, paths: paths, count: 2) { x, out in
      let income = usd * exp(-q0 - x(months))
      out[0] = income > limit ? 1 : 0
      out[1] = max(0, limit - income)
    }
    let p = try number("probability_above")
    #expect(abs(found[0].mean - p) <= 4 * (p * (1 - p) / Double(paths)).squareRoot(), "\(found[0]) for \(p)")
    if let shortfall = row.number("shortfall_eur") {
      #expect(abs(found[1].mean - shortfall) <= 4 * found[1].error, "\(found[1]) for \(shortfall)")
    }
  }
}
