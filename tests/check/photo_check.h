// hall-check photo: what the kiosk makes of a picture.
//
//   photo IN OUT.jpg
//
// Reads a JPEG or PNG, looks for paper in it, writes the JPEG that would be sent, and prints what
// was found, a line each: size, orientation, sharpness, light, paper, warnings. The exit status is
// 0 if OUT was written, 1 if IN is no picture that is taken (the line says why), 2 if it was called
// wrongly.

#pragma once

#include <string>
#include <vector>

namespace hall::check {

int photo(const std::vector<std::string>& arguments);

}  // namespace hall::check
