// Personal data in texts and rows of tables: what tells so much of a person that it must not
// hang out. Numbers by their check digits (GB 11643, ISO/IEC 7812), homes, illnesses and
// disabilities of people who are named, names of minors. Pure; any thread.
//
// Left alone, because it is meant to be read: telephones behind the words of an office or a
// hotline; numbers behind the words of a voucher, an invoice, a code or a standard; names that
// are masked; illnesses without a person; sites and offices.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/clock.h"

namespace hall {

enum class PersonalKind { id_number, bank_card, mobile, address, illness, disability, minor };

// "id", "bank", "phone", "address", "illness", "disability", "minor".
std::string_view name_of(PersonalKind kind);

struct PersonalDatum {
    PersonalKind kind = PersonalKind::id_number;
    std::size_t begin = 0;  // in the text; in rows, in the cell
    std::size_t cell = 0;   // of the row
    std::string mask;       // what may be written instead
};

// What is known of the place where a text stands.
struct TextPlace {
    std::string_view label;       // of its column; may be empty
    bool phones_allowed = false;  // an address book
    bool homes_allowed = false;   // sites of land and houses
};

std::vector<PersonalDatum> personal_data_in(std::string_view text, const TextPlace& place,
                                            Date today);

// A row of a table: of each cell what personal_data_in() finds, and what its cells tell together
// (a name beside an illness, an age). What a kind of table shows on purpose is allowed.
struct RowRights {
    bool disability_level = false;  // the list is of it
};
std::vector<PersonalDatum> personal_data_in_row(const std::vector<std::string_view>& cells,
                                                const std::vector<std::string_view>& labels,
                                                const RowRights& rights, Date today);

}  // namespace hall
