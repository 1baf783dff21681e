// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser
import Economy
import Parameters
import Pensions
import Reporting
import Simulation
import Strategies

/// How the program ends, by the numbers of `sysexits.h`.
enum ExitStatus: Int32 {
  case done = 0
  case usage = 64
  /// A scenario or data file is wrong.
  case data = 65
  case noInput = 66
  /// A program that is needed is missing.
  case unavailable = 69
  /// A mistake of ours, such as a parameter file that does not answer.
  case software = 70
  case cannotCreate = 73
  case inputOutput = 74
  /// A question is open and nobody is there to answer.
  case questionOpen = 75
  case interrupted = 130
}

/// A message for the user and the exit code that goes with it.
struct Failure: Error {
  var status: ExitStatus
  /// Complete: position, what is wrong, hint.
  var message: String

  init(_ status: ExitStatus, _ message: String) { (self.status, self.message) = (status, message) }

  /// The same, where what was thrown knows no file: a scenario's claim that the law refuses, a model that cannot run.
  init?(_ error: any Error, in path: String) {
    switch error {
    case let error as SimulationError: self.init(.data, "\(path):1:1: error: \(error.description)")
    case let error as EconomyError: self.init(.data, "\(path):1:1: error: \(error.description)")
    case let error as ClaimRefusal: self.init(.data, "\(path):1:1: error: \(error.description)")
    default: self.init(error)
    }
  }

  /// What a library threw, in the words of the command line; nil for errors of the argument parser.
  init?(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let errors as ScenarioErrors:
      self.init(ExitStatus(rawValue: errors.exitCode) ?? .data, errors.description)
    case let error as ScenarioError: self.init(ExitStatus(rawValue: error.exitCode) ?? .data, error.description)
    case let error as ReportError:
      switch error {
      case .cannotCreate: self.init(.cannotCreate, error.description)
      case .cannotWrite: self.init(.inputOutput, error.description)
      }
    case let error as ParameterError: self.init(.software, error.description)
    case is ExitCode, is CleanExit, is ValidationError, is CancellationError: return nil
    default:
      // The parser's own errors have no public type; they know their exit code, 0 for help, which no other error has.
      if RetireSim.exitCode(for: error) != .failure { return nil }
      self.init(.software, "retiresim: error: \(error)")
    }
  }
}
