// SPDX-License-Identifier: GPL-3.0-or-later

/// Printed by `--version`, in reports and in manifests.
let programVersion = "0.1.0"
