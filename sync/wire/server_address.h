// Server address: the base URL of a county, in the one spelling that both ends sign. What a
// person types may have capital letters, a port that goes without saying or a slash at its
// end; libcurl would send another Host header then than the one that was signed.

#pragma once

#include <string>
#include <string_view>

#include "sync/core/result.h"

namespace hall {

// "HTTPS://Hall.Example.CN:443/" becomes "https://hall.example.cn". A path is kept, without
// the slashes at its end. Full-width letters count as plain ones.
//   refused  no such address; the message says in plain English what is wrong with it
Result<std::string> server_address(std::string_view typed);

}  // namespace hall
