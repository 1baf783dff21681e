// SPDX-License-Identifier: GPL-3.0-or-later
import Economy
import Quantities
import Testing

@Suite("Economy: limits of parameters")
struct ParameterLimitTests {
  private func refusal(_ settings: EconomySettings) -> EconomyError? {
    do throws(EconomyError) {
      try ParameterLimits.check(settings)
      return nil
    } catch {
      return error
    }
  }

  @Test("each parameter of a model is taken at its limits and refused beyond them")
  func modelEdges() {
    for (name, limits) in ParameterLimits.ofModels {
      for edge in [limits.lowerBound, limits.upperBound] {
        #expect(refusal(EconomySettings(modelParameters: [name: edge])) == nil, "\(name) \(edge)")
      }
      for beyond in [limits.lowerBound.nextDown, limits.upperBound.nextUp, .nan, .infinity] {
        let error = refusal(EconomySettings(modelParameters: [name: beyond]))
        #expect(
          error?.name == name && error?.message.contains(ParameterLimits.text(limits)) == true, "\(name) \(beyond)")
      }
    }
  }

  @Test("each parameter of the cascade likewise")
  func cascadeEdges() throws {
    let cascade = try MacroCascade(parameters: [:], coupling: [:], asOf: YearMonth(2026, 11))
    for name in cascade.parameterNames {
      let limits = ParameterLimits.ofCascade(name)
      for edge in [limits.lowerBound, limits.upperBound] {
        #expect(refusal(EconomySettings(macroParameters: [name: edge])) == nil, "\(name) \(edge)")
      }
      for beyond in [limits.lowerBound.nextDown, limits.upperBound.nextUp] {
        #expect(refusal(EconomySettings(macroParameters: [name: beyond]))?.name == name, "\(name) \(beyond)")
      }
    }
  }

  @Test("the shipped parameters lie within the limits")
  func shipped() throws {
    for model in ExchangeRateModel.allCases {
      let process = try ExchangeRateProcess(EconomySettings(model: model.rawValue), asOf: YearMonth(2026, 11))
      #expect(refusal(EconomySettings(modelParameters: process.values)) == nil, "\(model)")
    }
    let cascade = try MacroCascade(parameters: [:], coupling: [:], asOf: YearMonth(2026, 11))
    for (index, series) in cascade.series.enumerated() {
      #expect(ParameterLimits.ofCascade("\(series.name).mean").contains(cascade.means[index]))
      #expect(ParameterLimits.ofCascade("\(series.name).sigma").contains(cascade.sigmas[index]))
    }
  }
}
