#include "amilocal/domain/store_task.h"

#include "names.h"

namespace amilocal::domain {
namespace {

constexpr Named<StoreTaskState> kStates[] = {
    {StoreTaskState::in_progress, "InProgress"},
    {StoreTaskState::completed, "Completed"},
    {StoreTaskState::failed, "Failed"},
};

}  // namespace

std::string_view toString(StoreTaskState state) { return nameOf(kStates, state); }

std::optional<StoreTaskState> parseStoreTaskState(std::string_view text) {
  return valueOf(kStates, text);
}

}  // namespace amilocal::domain
