// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters

/// The assumptions on processing times, with what they rest on.
///
/// The defaults of ``DelaySettings`` are these values; a test holds the two together.
public enum RiskParameters {
  /// - Throws: ``ParameterError`` where a shipped file is broken.
  public static func library() throws -> ParameterLibrary {
    try ParameterLibrary(
      files: EmbeddedFiles.all.map { (name: $0.name, text: $0.text.description) },
      root: "Sources/Simulation/Parameters")
  }
}
