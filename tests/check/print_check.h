// hall-check print: a demonstration page to a printer or into a file.
//
//   print (--receipt | --guide | --table | --card) WORD --to FILE.pwg|FILE.escpos|ipp://…|escpos:…
//
// WORD stands on the page. Prints what the printer says on the way and how it ended; the exit
// status is 0 if the page was printed, 1 if not, 2 if it was called wrongly.

#pragma once

#include <string>
#include <vector>

namespace hall::check {

int print(const std::vector<std::string>& arguments);

}  // namespace hall::check
