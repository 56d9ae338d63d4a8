// The pictures of documents, from the blobs that hall-sync fetched.

#pragma once

#include "kiosk/ui/frame/pictures.h"
#include "sync/core/files.h"

namespace hall::kiosk {

class BlobPictures final : public ui::PictureSource {
  public:
    // `files` must outlive this. `folder`: DataFolder::blobs().
    BlobPictures(Files& files, Path folder) : files_(&files), folder_(std::move(folder)) {}

    // `name`: the SHA-256 of the bytes, hexadecimal, as a document names it. The bytes are
    // held against it again: nothing is shown that is not what was signed for.
    //
    //   not_found  the blob has not arrived
    //   refused    no such name can exist
    //   corrupt    other bytes than named, or no picture
    //   exhausted  larger than a kiosk shows
    Result<ui::PixelPicture> load(std::string_view name, canvas::Size size_max) override;

  private:
    Files* files_;
    Path folder_;
};

}  // namespace hall::kiosk
