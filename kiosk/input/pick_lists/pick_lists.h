// PickLists: what a field offers to be picked instead of written, and what goes on from what is
// written already.
//
// The lists come from outside: surnames and relations from files of assets/input, crops, pests,
// service items, towns, villages and groups from the content of the kiosk. A prefix is Chinese
// (小麦), pinyin (xiaomai) or initials (xm). Nothing is learned: the same lists give the same
// answers for everybody. Pure; made once and read only afterwards: any thread.

#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace hall::kiosk {

enum class PickKind : std::uint8_t {
    surname,
    relation,
    crop,
    pest,  // diseases and pests of crops and animals
    service_item,
    town,
    village,
    group,   // village groups, 村民小组
    title,   // of documents
    phrase,  // of daily life
};

enum class FieldKind : std::uint8_t {
    person_name,
    relation,
    address,
    crop,
    matter,
    search,
    free_text
};

// Which lists a field offers, the nearest first.
std::vector<PickKind> kinds_for(FieldKind field);

// A list of texts, the most usual first.
struct PhraseList {
    PickKind kind = PickKind::phrase;
    std::vector<std::string> texts;  // UTF-8; empty ones and those past 60 characters are left out
    // Spelling ("ou'yang") of texts that are not read as usual.
    std::map<std::string, std::string, std::less<>> readings;
};

// Where lists come from; the content side implements it.
class PhraseSource {
  public:
    virtual ~PhraseSource() = default;
    virtual std::vector<PhraseList> lists() const = 0;
};

// The list in a file of assets/input, as surnames.txt: texts with blanks between them, some with
// their reading after =, and comments.
PhraseList list_of(PickKind kind, std::string_view file);

class PickLists {
  public:
    explicit PickLists(const std::vector<PhraseList>& lists);

    // At most `count` suggestions that begin with the prefix, or whose initials or spelling do;
    // for an empty prefix the first of the field's nearest list. Nearer lists first, each in its
    // own order. A name that has its surname gets none: a given name is the person's own.
    std::vector<std::string> complete(std::string_view prefix, FieldKind field,
                                      std::size_t count) const;

    // At most `count` texts to go on with after `before`, without what stands there: the rest of
    // phrases and titles that hold its last characters (four first, then three, then two), the
    // most frequent first.
    std::vector<std::string> predict(std::string_view before, std::size_t count) const;

  private:
    struct Item {
        std::string text;
        std::string spelling;               // without separators
        std::vector<std::string> initials;  // usual one first
    };
    using Following = std::map<std::string, std::size_t, std::less<>>;  // text: how often

    static Item item_of(const PhraseList& list, const std::string& text);
    void add_following(const std::string& text);

    std::map<PickKind, std::vector<Item>> items_;
    std::map<std::string, Following, std::less<>> following_;  // by two to four characters
};

}  // namespace hall::kiosk
