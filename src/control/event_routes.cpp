#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>

#include "amilocal/control/event_json.h"
#include "amilocal/core/instant.h"
#include "amilocal/core/text.h"
#include "amilocal/domain/event.h"
#include "amilocal/wire/json_object.h"
#include "control/body.h"
#include "control/refusals.h"
#include "control/routes.h"

namespace amilocal {

std::string eventJson(const domain::Event& event) {
  const auto quoted = [](const std::string& text) {
    std::string out;
    wire::appendJsonString(out, text);
    return out;
  };
  return wire::JsonObject()
      .text("version", "0")
      .text("id", event.uuid)
      .text("detail-type", event.detailType)
      .text("source", event.source)
      .text("account", event.account)
      .text("time", formatInstantSeconds(event.at))
      .text("region", event.region)
      .json("resources", wire::jsonArray(event.resources, quoted))
      .json("detail", event.detail)
      .end();
}

namespace control {
namespace {

constexpr std::int64_t kLimitMax = 1000;

// As much as the whole history may come to a follower at once; a follower that takes nothing for
// this many bytes has stopped reading.
constexpr std::size_t kQueueMax = 32 * 1024 * 1024;

struct EventQuery {
  EventFilter filter;
  bool hasSince = false;
};

std::int64_t numberIn(std::string_view name, const std::string& value, std::int64_t least,
                      std::int64_t most) {
  const auto number = parseInteger(value);
  if (!number || *number < least || *number > most)
    throw badValue(name, "a number from " + std::to_string(least) + " to " + std::to_string(most));
  return *number;
}

EventQuery readQuery(const Demand& demand) {
  static constexpr std::string_view kNames[] = {"account", "detail-type", "limit",
                                                "region",  "resource",    "since"};
  EventQuery query;
  auto& filter = query.filter;
  for (const auto& [name, value] : demand.query) {
    if (name == "account") {
      filter.account = value;
    } else if (name == "region") {
      filter.region = value;
    } else if (name == "detail-type") {
      filter.detailType = value;
    } else if (name == "resource") {
      filter.resource = value;
    } else if (name == "since") {
      filter.after = numberIn(name, value, 0, std::numeric_limits<std::int64_t>::max());
      query.hasSince = true;
    } else if (name == "limit") {
      filter.limit = numberIn(name, value, 1, kLimitMax);
    } else {
      throw unknownKey(name, kNames);
    }
  }
  return query;
}

bool isOf(const domain::Event& event, const std::string& resource) {
  return std::ranges::any_of(event.resources, [&](const std::string& arn) {
    return arn == resource || arn.ends_with("/" + resource);
  });
}

bool matches(const domain::Event& event, const EventFilter& filter) {
  return (!filter.account || *filter.account == event.account) &&
         (!filter.region || *filter.region == event.region) &&
         (!filter.detailType || *filter.detailType == event.detailType) &&
         (!filter.resource || isOf(event, *filter.resource));
}

// The text of an event in a stream (WHATWG HTML, "Server-sent events").
std::string streamed(const domain::Event& event) {
  return "id: " + std::to_string(event.id) + "\ndata: " + eventJson(event) + "\n\n";
}

}  // namespace

Work listEvents(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  return [filter = readQuery(demand).filter](Executor& executor) {
    auto more = filter;
    ++more.limit;  // one more tells whether there is another page
    auto events = executor.catalog().events().list(more);
    const bool isTruncated = static_cast<std::int64_t>(events.size()) > filter.limit;
    if (isTruncated) events.pop_back();
    const auto list = wire::jsonArray(events, [](const domain::Event& event) {
      return wire::JsonObject().number("sequence", event.id).json("event", eventJson(event)).end();
    });
    return wire::JsonObject()
        .json("events", list)
        .number("nextSince", events.empty() ? filter.after : events.back().id)
        .flag("more", isTruncated)
        .end();
  };
}

Work followEvents(const Surroundings&, const Demand& demand) {
  refuseBody(demand.body);
  auto query = readQuery(demand);
  if (demand.lastEventId) {
    query.filter.after = *demand.lastEventId;
    query.hasSince = true;
  }
  return [query](Executor& executor) {
    auto stream = openStream({.maxQueued = kQueueMax, .heartbeat = ":\n\n"});
    EventFollower follower;
    follower.after = query.hasSince ? query.filter.after : executor.catalog().events().lastId();
    follower.take = [writer = stream.writer, filter = query.filter](const domain::Event& event) {
      return matches(event, filter) ? writer->write(streamed(event)) : !writer->isGone();
    };
    follower.isGone = [writer = stream.writer] { return writer->isGone(); };
    // The head of the answer goes out with the first bytes: a client learns that it is listening.
    stream.writer->write(":\n\n");
    executor.follow(std::move(follower));
    return Reply(std::move(stream.content));
  };
}

}  // namespace control
}  // namespace amilocal
