// What a board says about a blob that a document names.

#pragma once

#include <string_view>

namespace hall {

enum class BlobState {
    coming,     // not fetched yet, or lost and to be fetched again
    here,       // in blobs/ under its hash, verified when it came
    too_large,  // larger than this board takes: it never comes
    no_space,   // not while the disk is this full
};

std::string_view name_of(BlobState state);

// BlobState::coming for a name that is none.
BlobState blob_state_of(std::string_view name);

}  // namespace hall
