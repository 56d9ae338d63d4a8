// PaperModule: what paper, codes and sound take of libraries (Pango, CUPS, ZBar, Opus, ALSA), in a
// file of its own that is loaded when somebody first prints, scans or records: hall-kiosk starts
// without them and holds no memory for them.
//
// The file is of the same build as the program. Loaded once and kept: the libraries in it start
// threads and keep caches that could not be taken back.

#pragma once

#include <memory>
#include <string>

#include "kiosk/devices/camera/qr_reader.h"
#include "kiosk/devices/print/print_desk.h"
#include "kiosk/devices/recorder/note_player.h"
#include "kiosk/devices/recorder/recorder.h"
#include "sync/core/files.h"
#include "sync/core/result.h"

namespace hall::kiosk {

class PaperModule {
  public:
    virtual ~PaperModule() = default;

    // `address` as open_printer() takes it, `microphone` as recorder_source() does,
    // `loudspeaker` as loudspeaker_named(); `files` must
    // outlive what is made. Any thread.
    virtual std::unique_ptr<PrintDesk> print_desk(const std::string& address, Files& files,
                                                  const Path& counts_file) const = 0;
    virtual std::unique_ptr<QrReader> qr_reader() const = 0;
    virtual std::unique_ptr<Recorder> recorder(const std::string& microphone,
                                               Files& files) const = 0;
    virtual std::unique_ptr<NotePlayer> note_player(const std::string& loudspeaker,
                                                    Files& files) const = 0;
};

// hall-paper.so beside the running program.
Path paper_module_file();

// Loads the file, once for all that ask. Any thread; may take a tenth of a second.
//
//   not_found    there is no such file, or a library that it takes is missing
//   refused      it is of another build
Result<const PaperModule*> load_paper_module(const Path& file);

// What the file gives: its name says which build's interfaces these are.
inline constexpr const char* paper_module_entry = "hall_paper_module";
using PaperModuleEntry = const PaperModule* (*)(const char* version);

}  // namespace hall::kiosk
