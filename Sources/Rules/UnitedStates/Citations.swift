// SPDX-License-Identifier: GPL-3.0-or-later
import Parameters
import Pensions
import Quantities

/// The parameters that a derivation names, published or projected.
struct Citations {
  let library: ParameterLibrary

  /// A parameter of a calendar year; years after the last row are projected as the file says under `beyond`.
  func year(_ name: String, _ year: Int, value: String, published: Bool) -> Derivation.ParameterUse {
    let series = library.series[name]
    if let entry = series?.entry(inForce: .january(year)), entry.raw != nil {
      return Derivation.ParameterUse(
        key: name, value: value, from: entry.from, source: entry.source, origin: entry.origin, checked: series?.checked)
    }
    let beyond = series?.beyond.map { "; after the last row: \($0)" } ?? ""
    return Derivation.ParameterUse(
      key: name, value: value, from: .january(year), source: (series?.source ?? "") + beyond,
      origin: published ? .published : .projected, checked: series?.checked)
  }

  /// A parameter that holds until it is changed.
  func rule(_ name: String, _ month: YearMonth, value: String) -> Derivation.ParameterUse {
    let series = library.series[name]
    let entry = series?.entry(inForce: month)
    return Derivation.ParameterUse(
      key: name, value: value, from: entry?.from ?? month, source: entry?.source ?? series?.source ?? "",
      origin: entry?.origin ?? .published, checked: series?.checked)
  }
}
