// Texts in which personal data is looked for, in an article and in a table's row.

#include "sync/rules/privacy/privacy.h"

#include "sync/core/utf8.h"
#include "sync/rules/privacy/personal_names.h"
#include "sync/rules/privacy/personal_numbers.h"
#include "tests/fuzz/input.h"

using namespace hall;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr Date today{2026, 11, 23};
    const std::string text(fuzz::text_of(bytes, size));
    if (!is_utf8(text)) return 0;
    for (const FoundNumber& number : personal_numbers_in(text, today)) {
        CHECK(number.begin < number.end && number.end <= text.size());
        CHECK(masked(number) != number.digits);
        CHECK(is_utf8(text.substr(number.begin, number.end - number.begin)));
    }
    if (is_plain_name(text)) CHECK(masked_name(text) != text);
    const Json cells = {text, "肝癌"};
    const Json table = {{"columns", {{{"label", "姓名"}}, {{"label", "原因"}}}},
                        {"rows", {{{"kind", "entry"}, {"cells", cells}}}}};
    for (const Findings& findings :
         {check_privacy("article", {{"title", text}, {"text", text}}, today),
          check_privacy("disclosure", table, today)}) {
        for (const Finding& finding : findings) {
            CHECK(!finding.path.empty() && !finding.place.empty() && !finding.code.empty());
            CHECK(is_utf8(text_of(finding)));
        }
    }
    return 0;
}
