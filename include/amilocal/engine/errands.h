#pragma once

#include <any>
#include <exception>
#include <functional>
#include <map>
#include <string>
#include <utility>

namespace amilocal {

/// What a handler or a task needs of other servers, for which the engine's thread must not wait. It
/// asks as if the answer were there. When it is not, the asker is undone, the errand is run on a
/// thread that may wait, and the asker runs again from its beginning; then the answer is there. So
/// an asker is written as if it waited, and an end in the middle leaves nothing: what a task has
/// learned is forgotten with the process, and its row is run again.
class Errands {
 public:
  using Work = std::function<std::any()>;

  /// Thrown through the asker to the engine. No std::exception, so that nobody on the way takes it
  /// for a failure.
  struct Wanted {
    std::string name;
    Work work;
  };

  /// What came of an errand: a value, or what it threw.
  struct Outcome {
    std::any value{};
    std::exception_ptr failure{};
  };

  bool has(const std::string& name) const { return outcomes_.contains(name); }

  /// The value of an errand that was run. Throws what it threw, or Wanted.
  const std::any& require(const std::string& name, Work work) const;
  void bring(const std::string& name, Outcome outcome);

  static Outcome run(const Work& work);

 private:
  std::map<std::string, Outcome> outcomes_;
};

/// Asks for a value by the name of the errand that brings it; without `errands`, runs it here.
template <class Value>
Value await(Errands* errands, const std::string& name, const std::function<Value()>& work) {
  if (errands == nullptr) return work();
  return std::any_cast<Value>(errands->require(name, [work]() -> std::any { return work(); }));
}

}  // namespace amilocal
