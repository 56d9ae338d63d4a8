// The kiosk's behaviour, without a world: what is shown after what happened.

#include "kiosk/app/update.h"

#include <algorithm>

#include "tests/catch.h"

using namespace hall;

using namespace hall::kiosk;

namespace {

Json field(const char* label, const char* control) {
    return {{"label", label}, {"control", control}};
}

// Who, number, how many, phone; the phone only if somebody else asks.
FormModel form_model(const Json& idle = Json::object()) {
    Json form = {{"version", 1},
                 {"title", "高龄津贴申请"},
                 {"kind", "request"},
                 {"to", "county"},
                 {"schema",
                  {{"type", "object"},
                   {"additionalProperties", false},
                   {"required", {"who", "id_number", "people"}},
                   {"properties",
                    {{"who", {{"type", "string"}, {"enum", {"self", "other"}}}},
                     {"id_number", {{"type", "string"}, {"maxLength", 18}}},
                     {"people", {{"type", "integer"}, {"minimum", 1}, {"maximum", 9}}},
                     {"phone", {{"type", "string"}, {"maxLength", 16}}}}}}},
                 {"pages",
                  {{{"title", "给谁办？"}, {"fields", {"who"}}},
                   {{"title", "身份证号？"}, {"fields", {"id_number"}}},
                   {{"title", "几口人？"}, {"fields", {"people"}}},
                   {{"title", "电话？"},
                    {"fields", {"phone"}},
                    {"show_if", {{{"field", "who"}, {"is", {"other"}}}}}}}},
                 {"fields",
                  {{"who", {{"label", "给谁办"}, {"control", "choice"}}},
                   {"id_number", field("身份证号", "id_number")},
                   {"people", field("几口人", "count")},
                   {"phone", {{"label", "电话"}, {"control", "phone"}, {"required", true}}}}}};
    if (!idle.empty()) form["idle"] = idle;
    FormModel model;
    model.form = std::make_shared<const Form>(VALUE(Form::parse(form.dump())));
    return model;
}

Model with(ScreenModel screen) {
    Model model;
    model.chrome.today = "2026-11-23";
    model.stack.push_back(std::move(screen));
    return model;
}

Model after(Model model, const std::vector<Intent>& intents) {
    for (const Intent& intent : intents) model = update(std::move(model), intent).model;
    return model;
}

const FormModel& form_of(const Model& model) {
    for (const ScreenModel& screen : model.stack) {
        if (const auto* form = std::get_if<FormModel>(&screen)) return *form;
    }
    FAIL("no form");
    return std::get<FormModel>(model.stack.front());
}

template <typename T>
bool asks_for(const Updated& updated) {
    return std::any_of(updated.effects.begin(), updated.effects.end(),
                       [](const Effect& effect) { return std::holds_alternative<T>(effect); });
}

void type(Model& model, std::string_view text) {
    for (const char c : text) model = update(std::move(model), Typed{std::string(1, c)}).model;
}

constexpr std::string_view good_number = "990000184906300017";

}  // namespace

TEST_CASE("a page whose one question is typed opens the keyboard, and done leads on") {
    Model model = after(with(form_model()), {Answered{"who", "self"}, NextPage{}});
    REQUIRE(form_of(model).page == 1);
    REQUIRE(form_of(model).focused == "id_number");
    type(model, good_number);
    model = after(std::move(model), {TypingDone{}});
    REQUIRE(form_of(model).page == 2);
    REQUIRE(form_of(model).focused.empty());
}

TEST_CASE("an answer that does not hold keeps its page and says why") {
    Model model = after(with(form_model()), {Answered{"who", "self"}, NextPage{}});
    type(model, "990000184906300010");
    model = after(std::move(model), {TypingDone{}});
    REQUIRE(form_of(model).page == 1);
    REQUIRE(form_of(model).problems.at("id_number") == AnswerProblem::id_check);
    REQUIRE(form_of(model).focused.empty());
}

TEST_CASE("a number by plus and minus is answered by what it shows") {
    Model model = after(with(form_model()), {Answered{"who", "self"}, NextPage{}});
    type(model, good_number);
    model = after(std::move(model), {TypingDone{}, NextPage{}});
    REQUIRE(form_of(model).answers.at("people") == "1");
    REQUIRE(form_of(model).reviewing);
}

TEST_CASE("a page changed from the review leads back to it, and to what it opens up") {
    Model model = after(with(form_model()), {Answered{"who", "self"}, NextPage{}});
    type(model, good_number);
    model = after(std::move(model), {TypingDone{}, NextPage{}});
    REQUIRE(form_of(model).reviewing);
    model = after(std::move(model), {EditPage{2}, Answered{"people", "4"}, NextPage{}});
    REQUIRE(form_of(model).reviewing);
    // Somebody else asks after all: now there is a telephone number to give.
    model = after(std::move(model), {EditPage{0}, Answered{"who", "other"}, NextPage{}});
    REQUIRE(form_of(model).page == 3);
    REQUIRE_FALSE(form_of(model).reviewing);
    type(model, "13800000000");
    model = after(std::move(model), {TypingDone{}});
    REQUIRE(form_of(model).reviewing);
    // Thought better of it.
    model = after(std::move(model), {EditPage{2}, PreviousPage{}});
    REQUIRE(form_of(model).reviewing);
}

TEST_CASE("back leads to the question before, and from the first one out") {
    Model model = after(with(form_model()), {Answered{"who", "self"}, NextPage{}});
    model = after(std::move(model), {Back{}});
    REQUIRE(form_of(model).focused.empty());  // first the keyboard goes
    REQUIRE(form_of(model).page == 1);
    model = after(std::move(model), {Back{}});
    REQUIRE(form_of(model).page == 0);
    REQUIRE(model.leaving == Leaving::no);
    model = after(std::move(model), {Back{}});
    REQUIRE(model.leaving == Leaving::back);
}

TEST_CASE("a field takes what fits and no more, whatever is typed") {
    Model model = after(with(form_model()), {Answered{"who", "self"}, NextPage{}});
    type(model, std::string(10'000, '9'));
    REQUIRE(form_of(model).answers.at("id_number").text().size() == 18);
    Model search = with(SearchModel{.typing = true});
    type(search, std::string(10'000, 'A'));
    REQUIRE(std::get<SearchModel>(search.top()).typed.size() == 40);
    Model login = with(LoginModel{});
    type(login, std::string(10'000, '1'));
    REQUIRE(std::get<LoginModel>(login.top()).number.size() == 12);
}

TEST_CASE("every way out of a form that was begun asks first, also from above it") {
    const Model begun = after(with(form_model()), {Answered{"who", "self"}});
    REQUIRE(after(begun, {Back{}}).leaving == Leaving::back);
    REQUIRE(after(begun, {GoHome{}}).leaving == Leaving::home);
    REQUIRE(after(begun, {Finish{}}).leaving == Leaving::finish);
    // Somebody asks for help in the middle of it.
    const Model helped = after(begun, {Loaded{HelpModel{}}});
    REQUIRE(after(helped, {Finish{}}).leaving == Leaving::finish);
    const Model still = after(helped, {GoHome{}});
    REQUIRE(still.leaving == Leaving::home);
    REQUIRE(form_of(still).answers.at("who") == "self");
    REQUIRE(form_of(after(helped, {Back{}})).answers.at("who") == "self");
    // Nothing was answered: nothing is asked.
    const Model untouched = with(form_model());
    REQUIRE(after(untouched, {Back{}}).stack.size() == 1);
    REQUIRE(after(untouched, {GoHome{}}).stack.size() == 1);
}

TEST_CASE("who leaves a form goes where they were going, and what they typed is wiped") {
    Model begun = with(ServiceModel{});
    begun.stack.push_back(form_model());
    begun = after(std::move(begun), {Answered{"who", "self"}});
    const Updated back = update(after(begun, {Back{}}), LeaveForm{});
    REQUIRE(std::holds_alternative<ServiceModel>(back.model.top()));
    REQUIRE(asks_for<WipeSession>(back));
    const Updated home = update(after(begun, {GoHome{}}), LeaveForm{});
    REQUIRE(home.model.stack.size() == 1);
    REQUIRE(asks_for<WipeSession>(home));
    const Updated finish = update(after(begun, {Finish{}}), LeaveForm{});
    REQUIRE(finish.model.stack.size() == 1);
    REQUIRE(asks_for<WipeSession>(finish));
    REQUIRE(after(begun, {Back{}, StayHere{}}).leaving == Leaving::no);
    // A late second tap on the dialog does nothing.
    REQUIRE(after(begun, {LeaveForm{}}).stack.size() == 3);
}

TEST_CASE("forms have twice the usual idle times, their own if they bring some") {
    Model model = with(HelpModel{});
    model.idle = {45'000, 50'000};
    REQUIRE(idle_limits_now(model).warn_ms == 45'000);
    REQUIRE(idle_limits_now(model).wipe_ms == 65'000);  // never less than 20 s to answer
    Model in_form = with(form_model());
    in_form.idle = {45'000, 70'000};
    REQUIRE(idle_limits_now(in_form).warn_ms == 90'000);
    REQUIRE(idle_limits_now(in_form).wipe_ms == 140'000);
    in_form.stack.push_back(HelpModel{});
    REQUIRE(idle_limits_now(in_form).warn_ms == 90'000);
    const Model slow = with(form_model({{"warn_s", 120}, {"wipe_s", 180}}));
    REQUIRE(idle_limits_now(slow).warn_ms == 120'000);
    REQUIRE(idle_limits_now(slow).wipe_ms == 180'000);
}

TEST_CASE("the idle warning is seen and heard at least twenty seconds before the wipe") {
    Model model = with(HelpModel{});
    model.session.touched_ms = 1'000'000;
    std::int64_t warned_at = 0;
    int rings = 0;
    std::int64_t t = 1'000'000;
    for (; model.stack.size() > 1; t += 1'000) {
        Updated updated = update(std::move(model), Ticked{t});
        if (asks_for<Ring>(updated)) ++rings;
        model = std::move(updated.model);
        if (model.session.warning && warned_at == 0) warned_at = t;
    }
    REQUIRE(warned_at == 1'045'000);
    REQUIRE(t - 1'000 - warned_at >= 20'000);
    REQUIRE(rings == 4);  // at once and every five seconds
}

TEST_CASE("continue ends the warning, and the sound begins anew with the next") {
    Model model = with(HelpModel{});
    Updated warned = update(std::move(model), Ticked{46'000});
    REQUIRE(warned.model.session.warning);
    REQUIRE(asks_for<Ring>(warned));
    model = after(std::move(warned.model), {Touched{47'000}, StayHere{}});
    REQUIRE_FALSE(model.session.warning);
    Updated later = update(std::move(model), Ticked{60'000});
    REQUIRE_FALSE(later.model.session.warning);
    Updated again = update(std::move(later.model), Ticked{93'000});
    REQUIRE(again.model.session.warning);
    REQUIRE(asks_for<Ring>(again));
}

TEST_CASE("staff are told a minute before half an hour is over") {
    Model model = with(StaffModel{"小陈", "staff"});
    model.session.staff = "1001";
    model.session.staff_until_ms = 1'800'000;
    model.session.touched_ms = 1'730'000;
    model = after(std::move(model), {Ticked{1'735'000}});
    REQUIRE(model.toast.empty());
    model = after(std::move(model), {Ticked{1'741'000}});
    REQUIRE(model.toast == "staff.soon_over");
    model = after(std::move(model), {Ticked{1'800'000}});
    REQUIRE(model.stack.size() == 1);
    REQUIRE(model.session.staff.empty());
}

TEST_CASE("the wait after wrong PINs counts down while it is looked at") {
    Model model = with(LoginModel{.wait_s = 5});
    model = after(std::move(model), {Ticked{1'000, 4}});
    REQUIRE(std::get<LoginModel>(model.top()).wait_s == 4);
    model = after(std::move(model), {Ticked{5'000, 0}});
    REQUIRE(std::get<LoginModel>(model.top()).wait_s == 0);
}

// Help leads to the state of the machine, from there to help again, and so on for ever.
TEST_CASE("a form that was begun is found again below a walk of any length, with its answers") {
    Model model = with(form_model());
    model = after(std::move(model), {Answered{"who", "self"}});
    for (int i = 0; i < 40; ++i) {
        Loaded shown{MissingModel{}};
        if (i % 2 == 0) shown.screen = HelpModel{};
        model = update(std::move(model), std::move(shown)).model;
        REQUIRE(model.stack.size() <= 12);
        REQUIRE(form_of(model).answers.at("who") == "self");
    }
    REQUIRE(std::holds_alternative<HomeModel>(model.stack.front()));
    for (int i = 0; i < 12; ++i) model = update(std::move(model), Back{}).model;
    REQUIRE(std::holds_alternative<FormModel>(model.top()));
    // Back from the first question asks, as ever.
    REQUIRE(model.leaving == Leaving::back);
}

TEST_CASE("one key erases what a person takes for one character, and limits count characters") {
    SearchModel search;
    search.typing = true;
    Model model = after(with(search), {Typed{"土豆"}, Typed{"e\u0301"}});
    const auto typed = [&] { return std::get<SearchModel>(model.top()).typed; };
    REQUIRE(typed() == "土豆e\u0301");
    model = after(std::move(model), {Erased{}});
    REQUIRE(typed() == "土豆");
    model = after(std::move(model), {Erased{}});
    REQUIRE(typed() == "土");
    for (int i = 0; i < 60; ++i) model = after(std::move(model), {Typed{"村"}});
    REQUIRE(typed().size() == 40 * 3);
    // Neither half a character nor a control is text.
    model = after(std::move(model), {Cleared{}, Typed{"\xE6"}, Typed{"\n"}});
    REQUIRE(typed().empty());
}

TEST_CASE("what is composed goes to the engine, and what it makes of it into the field") {
    SearchModel search;
    search.typing = true;
    Model model = after(with(search), {Typed{"买"}, ChangeInputMode{InputMode::pinyin}});
    Updated fed = update(model, ComposeKey{U'n'});
    REQUIRE(fed.effects.size() == 1);
    const FeedEngine asked = std::get<FeedEngine>(fed.effects.front());
    REQUIRE(asked.mode == InputMode::pinyin);
    REQUIRE(asked.before == "买");
    REQUIRE(std::get<EngineKey>(asked.input).key == U'n');

    EngineAnswered answered{
        .number = asked.number,
        .composition = {.mode = InputMode::pinyin, .pinyin = "n", .candidates = {"牛", "你"}}};
    model = after(std::move(fed.model), {answered});
    REQUIRE(model.composition.candidates.size() == 2);
    REQUIRE(update(model, ChooseCandidate{2}).effects.empty());
    REQUIRE(asks_for<FeedEngine>(update(model, ChooseCandidate{0})));
    REQUIRE(asks_for<FeedEngine>(update(model, Erased{})));

    const EngineAnswered chosen{
        .number = asked.number, .composition = {.mode = InputMode::pinyin}, .committed = "牛"};
    model = after(std::move(model), {chosen});
    REQUIRE(std::get<SearchModel>(model.top()).typed == "买牛");
    REQUIRE(model.composition.empty());
}

TEST_CASE("what is composed stays in the field it was begun in, and ends with the session") {
    const auto composing = [](Model model) {
        const EngineAnswered answered{.number = model.composition_number + 1,
                                      .composition = {.mode = InputMode::pinyin, .pinyin = "ni"}};
        return after(std::move(model),
                     {ChangeInputMode{InputMode::pinyin}, ComposeKey{U'n'}, answered});
    };
    for (const Intent& leaving :
         {Intent(Focus{"code"}), Intent(Back{}), Intent(GoHome{}), Intent(ClearComposition{}),
          Intent(Cleared{}), Intent(Loaded{MissingModel{}}), Intent(Finish{})}) {
        Model model = composing(with(ProgressModel{}));
        REQUIRE(model.composition.pinyin == "ni");
        const std::uint64_t number = model.composition_number;
        const Updated left = update(std::move(model), leaving);
        REQUIRE(left.model.composition.empty());
        REQUIRE(asks_for<ClearEngines>(left));
        // What the engine answers now comes too late.
        const EngineAnswered late{
            .number = number, .composition = {.pinyin = "nih"}, .committed = "你"};
        const Model after_it = after(left.model, {late});
        REQUIRE(after_it.composition.empty());
        if (const auto* progress = std::get_if<ProgressModel>(&after_it.top()))
            REQUIRE(progress->typed_code.empty());
    }
}
