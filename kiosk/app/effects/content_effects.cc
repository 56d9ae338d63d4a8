#include "kiosk/app/effects/content_effects.h"

#include <algorithm>
#include <utility>

#include "kiosk/app/load/board.h"
#include "kiosk/app/load/chrome.h"
#include "kiosk/app/load/document.h"
#include "kiosk/app/load/form.h"
#include "kiosk/app/load/home.h"
#include "kiosk/app/load/search.h"

namespace hall::kiosk {

namespace {

std::vector<Intent> missing() {
    return {Loaded{MissingModel{}}};
}

}  // namespace

std::vector<Intent> ContentEffects::act(const LoadHome&) {
    content_.refresh();
    const Settings& settings = content_.settings();
    std::vector<Intent> answers;
    answers.push_back(IdleLimitsChanged{
        {settings.idle_warn_s * std::int64_t{1000}, settings.idle_wipe_s * std::int64_t{1000}}});
    answers.push_back(chrome());
    HomeModel home;
    home.content =
        content_.is_damaged() ? HomeModel::Content::damaged : HomeModel::Content::on_its_way;
    if (content_.library() != nullptr) home = load_home(content_.loader(strings_));
    answers.push_back(HomeLoaded{std::move(home)});
    return answers;
}

ChromeChanged ContentEffects::chrome() const {
    return {load_chrome(content_, strings_)};
}

std::vector<Intent> ContentEffects::act(const LoadBoard& request) {
    if (content_.library() == nullptr) return missing();
    Result<BoardModel> board = load_board(content_.loader(strings_), request);
    if (!board.ok()) return missing();
    if (request.replace) return {Replaced{std::move(board).value()}};
    return {Loaded{std::move(board).value()}};
}

std::vector<Intent> ContentEffects::act(const LoadMoreEntries& request) {
    if (content_.library() == nullptr) return {};
    Result<EntriesLoaded> more = load_more_entries(content_.loader(strings_), request);
    if (!more.ok()) return {};
    return {std::move(more).value()};
}

std::vector<Intent> ContentEffects::act(const LoadDocument& request) {
    if (content_.library() == nullptr) return missing();
    ScreenModel screen = load_document(content_.loader(strings_), request.document);
    if (auto* service = std::get_if<ServiceModel>(&screen))
        service->unavailable_reason = unavailable_reason_of(*service);
    if (request.replace) return {Replaced{std::move(screen)}};
    return {Loaded{std::move(screen)}};
}

ServiceModel::UnavailableReason ContentEffects::unavailable_reason_of(
    const ServiceModel& service) const {
    if (!service.has_form) return ServiceModel::UnavailableReason::none;
    if (!outbox_.room().ok()) return ServiceModel::UnavailableReason::no_room;
    const std::vector<NamedKey>& keys = content_.settings().seal_keys;
    const bool can_seal = std::any_of(
        keys.begin(), keys.end(), [&](const NamedKey& key) { return key.to == service.addressee; });
    return can_seal ? ServiceModel::UnavailableReason::none
                    : ServiceModel::UnavailableReason::no_key;
}

std::vector<Intent> ContentEffects::act(const LoadForm& request) {
    if (content_.library() == nullptr) return missing();
    // Room is asked for before anyone types, never after. The guide then says why.
    if (!outbox_.room().ok()) return act(LoadDocument{request.document, true});
    Result<FormModel> form = load_form(content_.loader(strings_), request.document);
    if (!form.ok()) return missing();
    form.value().about = table_asked_about(request.document);
    if (!form.value().about.empty())
        form.value().line = strings_.with("form.about", {form.value().about.title});
    return {Loaded{std::move(form).value()}};
}

// The table under the form, if that is what its button of doubt led to: whoever reads the
// objection must know which table it means, and as it stood then.
AboutDocument ContentEffects::table_asked_about(const DocumentRef& form) const {
    for (auto screen = model_.stack.rbegin(); screen != model_.stack.rend(); ++screen) {
        if (std::holds_alternative<ServiceModel>(*screen)) continue;
        const auto* table = std::get_if<DisclosureModel>(&*screen);
        if (table == nullptr || !table->objection) return {};
        const bool same =
            table->objection->channel == form.channel && table->objection->id == form.id;
        if (!same) return {};
        return {.channel = table->document.channel,
                .id = table->document.id,
                .rev = table->rev,
                .title = table->table.placed.title};
    }
    return {};
}

std::vector<Intent> ContentEffects::act(const LoadSearch&) {
    if (content_.library() == nullptr) return {Loaded{SearchModel{}}};
    return {Loaded{load_search(content_.loader(strings_))}};
}

std::vector<Intent> ContentEffects::act(const RunSearch& request) {
    const auto* shown = std::get_if<SearchModel>(&model_.top());
    if (shown == nullptr) return {};
    SearchModel search = *shown;
    constexpr std::size_t hits_max = 200;
    search.searched = true;
    search.hits.clear();
    search.hits_shown = search_step;
    if (Library* library = content_.library()) {
        auto hits = library->search(request.query, content_.today(), hits_max);
        if (hits.ok()) search.hits = std::move(hits).value();
    }
    search.hits_cut = search.hits.size() >= hits_max;
    return {Replaced{std::move(search)}};
}

}  // namespace hall::kiosk
