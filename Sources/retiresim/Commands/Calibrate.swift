// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Calibration
import Economy
import Parameters
import Quantities

extension CalibratedModel: ExpressibleByArgument {}
extension ExchangeRateData: ExpressibleByArgument {}
extension YearMonth: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// Fits the exchange-rate models to data.
struct Calibrate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Fit the exchange-rate models to EUR/USD by maximum likelihood.",
    discussion: """
      Without --data, on the series that the program carries. A file of your own has a column month (YYYY-MM) and a rate: \
      q_real_log, or dollars per euro in usd_per_eur_end, usd_per_eur or usd_per_eur_avg. With json, one object a model and line.

      EXAMPLE: retiresim calibrate --model ou --from 1999-01 --to 2019-12
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case table, json }

  @Option(help: ArgumentHelp("Fit to this file instead.", valueName: "file.csv"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Fit this model; may be given again. Default: all that make sense on the series.", valueName: "name"))
  var model: [CalibratedModel] = []

  @Option(help: "Which series: month-end rates, real month-end rates, or real monthly means from 1973.")
  var series = ExchangeRateData.real

  @Option(help: ArgumentHelp("First month used.", valueName: "YYYY-MM"))
  var from: YearMonth?

  @Option(help: ArgumentHelp("Last month used.", valueName: "YYYY-MM"))
  var to: YearMonth?

  @Option(help: "table or json.")
  var format = Format.table

  func run() async throws {
    let calibration: Calibration
    do {
      let sample =
        if let data {
          try ExchangeRateSeries(csv: try TextFile.read(data), file: data, name: data, real: series != .nominal)
            .cut(from: from, through: to)
        } else {
          try series.series(from: from, through: to)
        }
      calibration = try Calibration(sample, models: model.isEmpty ? nil : model)
    } catch let error as ParameterError {  // the data are the user's, or the months are
      throw Failure(.data, error.description)
    }
    let outcomes = await calibration.run()
    try Task.checkCancellation()
    let report = CalibrationReport(calibration, outcomes)
    try Terminal.write(format == .json ? report.jsonLines : report.table)
    if outcomes.allSatisfy({ (try? $0.get()) == nil }) {
      Terminal.say("retiresim: error: no model has a maximum on these data; the reasons stand in the output")
      throw ExitCode(ExitStatus.data.rawValue)
    }
  }
}
