#include "sync/wire/stick.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

#include "sync/core/ascii.h"
#include "sync/core/check.h"
#include "sync/core/json.h"
#include "sync/core/number.h"
#include "sync/wire/seal.h"
#include "sync/wire/signed_statement.h"

namespace hall {

namespace {

// The number of exactly so many digits in front of the text, taken off it; -1 if there is
// none.
std::int64_t take_digits(std::string_view& text, std::size_t digits) {
    std::int64_t value = -1;
    if (text.size() < digits || !all_digits(text.substr(0, digits))) return value;
    std::from_chars(text.data(), text.data() + digits, value);
    text.remove_prefix(digits);
    return value;
}

bool is_hex(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

constexpr std::size_t name_mark_digits = 12;

// "17-5e884898da28"
std::string text_of(const HeldEvent& held) {
    return std::to_string(held.position) + '-' + held.mark;
}

Result<std::vector<HeldEvent>> holds_of(const Json& statement) {
    std::vector<HeldEvent> holds;
    for (const Json& entry : array_or_empty(statement, "holds")) {
        const std::string text = entry.is_string() ? entry.get<std::string>() : std::string();
        const std::size_t dash = text.find('-');
        const auto position = parse_number<std::int64_t>(text.substr(0, dash));
        const std::string mark = dash == std::string::npos ? "" : text.substr(dash + 1);
        if (!position || *position < 1 || mark.size() != held_mark_digits || !is_hex(mark) ||
            holds.size() == batch_events_max) {
            return Error(Errc::corrupt, "batch: wrong \"holds\"");
        }
        holds.push_back({*position, mark});
    }
    return holds;
}

bool take_dash(std::string_view& text) {
    const bool dash = text.starts_with('-');
    if (dash) text.remove_prefix(1);
    return dash;
}

}  // namespace

Path StickFolder::reply_page(std::string_view village, std::int64_t page) const {
    std::array<char, 24> name{};
    std::snprintf(name.data(), name.size(), "%08lld", static_cast<long long>(page));
    return replies(village) / name.data();
}

std::int64_t stick_page_of(std::int64_t seq) {
    return (seq - 1) / stick_page_replies;
}

bool is_stick_kiosk(std::string_view name) {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return is_digit(c) || (c >= 'a' && c <= 'z') || c == '-';
    });
}

std::string batch_name(const BatchSpan& span, const std::vector<HeldEvent>& holds) {
    std::string held;
    for (const HeldEvent& event : holds) held += text_of(event) + '\n';
    std::array<char, 80> name{};
    std::snprintf(name.data(), name.size(), "%06lld-%012lld-%012lld-",
                  static_cast<long long>(span.epoch), static_cast<long long>(span.from),
                  static_cast<long long>(span.to));
    return name.data() + sha256_hex(held).substr(0, name_mark_digits);
}

std::optional<BatchSpan> batch_span_of(std::string_view name) {
    BatchSpan span;
    span.epoch = take_digits(name, 6);
    const bool first_dash = take_dash(name);
    span.from = take_digits(name, 12);
    const bool second_dash = take_dash(name);
    span.to = take_digits(name, 12);
    const bool third_dash = take_dash(name);
    if (!first_dash || !second_dash || !third_dash) return std::nullopt;
    if (name.size() != name_mark_digits || !is_hex(name)) return std::nullopt;
    if (span.epoch < 1 || span.from < 1 || span.to < span.from) return std::nullopt;
    return span;
}

Result<std::string> signed_batch(StickBatch head, const std::vector<std::string>& events,
                                 const NamedKey& county, const SigningKey& kiosk) {
    CHECK(events.size() <= batch_events_max);
    Json holds = Json::array();
    for (const HeldEvent& event : head.holds) holds.push_back(text_of(event));
    const std::string box = TRY(seal(pack_batch(events), county.public_key));
    const Json statement = {
        {"kiosk", head.kiosk},    {"village", head.village},   {"epoch", head.span.epoch},
        {"from", head.span.from}, {"to", head.span.to},        {"events", events.size()},
        {"holds", holds},         {"sha256", sha256_hex(box)}, {"to_key", county.id}};
    return signed_statement("batch", statement, kiosk) + '\n' + box;
}

Result<OpenedBatch> open_batch(std::string_view bytes, const KioskKeyOf& key_of) {
    const std::size_t end = bytes.substr(0, stick_head_bytes_max).find('\n');
    if (end == std::string_view::npos) return Error(Errc::corrupt, "batch: no first line");
    const std::string_view line = bytes.substr(0, end);
    const std::string_view box = bytes.substr(end + 1);
    // Who says to have signed it, so that we know whose key to ask for.
    const Json envelope = TRY_IN("batch", parse_json(line, {.bytes_max = stick_head_bytes_max}));
    const Json& named = object_or_empty(envelope, "batch");
    const std::string kiosk = TRY_IN("batch", string_member(named, "kiosk"));
    if (!is_stick_kiosk(kiosk)) return Error(Errc::corrupt, "batch: no kiosk");
    const std::string key = TRY(key_of(kiosk));
    const Json statement = TRY(open_statement(line, "batch", {{key_id_of(key), "batch", key}}));
    OpenedBatch opened;
    StickBatch& head = opened.head;
    head.kiosk = kiosk;
    head.village = TRY_IN("batch", string_member(statement, "village"));
    head.span.epoch = TRY_IN("batch", integer_member(statement, "epoch"));
    head.span.from = TRY_IN("batch", integer_member(statement, "from"));
    head.span.to = TRY_IN("batch", integer_member(statement, "to"));
    head.events = TRY_IN("batch", integer_member(statement, "events"));
    head.holds = TRY(holds_of(statement));
    head.to_key = TRY_IN("batch", string_member(statement, "to_key"));
    const std::string hash = TRY_IN("batch", string_member(statement, "sha256"));
    if (hash != sha256_hex(box))
        return Error(Errc::untrusted, "batch: not the box that was signed");
    opened.box = box;
    return opened;
}

}  // namespace hall
