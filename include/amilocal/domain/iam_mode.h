#pragma once

namespace amilocal::domain {

/// What policies do: nothing, only write down what they would refuse, or refuse it.
enum class IamMode { off, audit, enforce };

}  // namespace amilocal::domain
