// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Quantities
import Testing

@testable import Simulation

@Suite("Simulation: assumptions on delays, MatchesReference")
struct RiskParametersMatchReferenceTests {
  @Test("the defaults of the settings are the values of the parameter files, all of them assumptions")
  func defaults() throws {
    let library = try RiskParameters.library()
    func value<Value: ParameterScalar>(_ key: String, _ type: Value.Type = Double.self) throws -> Value {
      let dated = try library.value(ParameterKey<Value>(key), inForce: YearMonth(2026, 11))
      #expect(dated.origin == .assumption && !dated.source.isEmpty, "\(key)")
      return dated.value
    }
    func gamma(_ key: String) throws -> DelaySettings.Shape {
      .gamma(shape: try value("filing.\(key).shape"), mean: try value("filing.\(key).mean"))
    }
    let delay = DelaySettings()
    #expect(delay.totalized == (try gamma("totalized")))
    #expect(delay.trendMean == (try value("filing.trend.mean")))
    #expect(delay.documentFailure == (try value("filing.document_failure")))
    #expect(delay.rework == (try gamma("rework")))
    #expect(delay.denial == (try value("filing.denial")))
    #expect(delay.appeal == (try gamma("appeal")))
  }
}
