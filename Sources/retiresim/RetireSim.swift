// SPDX-License-Identifier: GPL-3.0-or-later
import ArgumentParser

@main
struct RetireSim: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retiresim", abstract: "Compares when to claim the pensions of a career split between countries.")
}
