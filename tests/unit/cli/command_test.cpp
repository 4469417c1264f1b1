// The command as a shell runs it: exit statuses, and what is said when a file is no file.
#include <sys/wait.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdio>
#include <string>

namespace {

struct Run {
  int status = -1;
  /// standard output, and standard error unless the shell sent it elsewhere
  std::string output;
};

/// `shell` with $u for the command.
Run run(const std::string& shell) {
  const std::string whole = "exec 2>&1; export u='" UNDERTONE_COMMAND "'; " + shell;
  std::FILE* const pipe = ::popen(whole.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Run out;
  std::array<char, 4096> part{};
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe)) {
    out.output.append(part.data(), size);
  }
  const int status = ::pclose(pipe);
  out.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return out;
}

bool says(const Run& run, const std::string& what) {
  return run.output.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("a directory in place of a file is said to be one, nothing aborts", "[cli][command]") {
  for (const std::string line :
       {"score --model /tmp", "redact --names /tmp", "names /tmp", "model /tmp",
        "topics codebook --into /tmp", "score --taxonomy /tmp", "score /tmp", "similar /tmp",
        "events /tmp", "redact /tmp", "report /tmp", "topics build -o /dev/null /tmp"}) {
    INFO(line);
    const Run done = run("$u " + line + " < /dev/null");
    CHECK((done.status == 1 || done.status == 2));
    CHECK(says(done, "/tmp: Is a directory"));
  }
}

TEST_CASE("output that cannot be written is no success", "[cli][command]") {
  const std::string row =
      R"('{"id":1,"messages":[{"role":"user","text":"hi"}],"text":"hi","a":"hi","b":"hi"}')";
  for (const std::string line : {"score", "redact", "similar", "report", "events", "features",
                                 "topics build -o -", "--help"}) {
    INFO(line);
    const Run done = run("echo " + row + " | $u " + line + " > /dev/full");
    CHECK(done.status == 1);
    CHECK(says(done, "standard output cannot be written"));
  }
}

TEST_CASE("lines that end with CRLF have the spans of lines that end with LF", "[cli][command]") {
  const std::string rows = R"({"text":"a@b.com x\r y","spans":[[0,7,"EMAIL_ADDRESS",1.0]]})"
                           "\n"
                           R"({"text":"end\r","spans":[]})"
                           "\n"
                           R"({"text":"","spans":[]})"
                           "\n";
  CHECK(run("printf 'a@b.com x\\r y\\r\\nend\\r\\r\\n\\r\\n' | $u redact --spans").output == rows);
  CHECK(run("printf 'a@b.com x\\r y\\nend\\r' | $u redact --spans").output ==
        rows.substr(0, rows.rfind("{")));
}

TEST_CASE("a taxonomy may begin with a byte order mark and give a label in two parts",
          "[cli][command]") {
  const Run done =
      run(R"(file=$(mktemp); printf '\357\273\277{"parcel":["where is my parcel"],"refund":)"
          R"(["i want my money back"],"parcel":["where is my parcel now"]}' > $file; )"
          R"(echo '{"messages":[{"role":"user","text":"where is my parcel"}]}' | )"
          R"($u score --taxonomy $file; rm $file)");
  CHECK(says(done, R"("topic":"parcel")"));
}

TEST_CASE("an earlier report with more than all is none", "[cli][command]") {
  const Run done =
      run(R"(file=$(mktemp); echo '{"rates":{"loop":{"numerator":3,"denominator":2}}}' > $file; )"
          R"($u report --against $file < /dev/null; s=$?; rm $file; exit $s)");
  CHECK(done.status == 2);
  CHECK(says(done, "is no report in JSON"));
}

TEST_CASE("redact stops when nobody reads any more, though the signal is ignored",
          "[cli][command]") {
  const Run done =
      run("trap '' PIPE; yes x | timeout 20 sh -c '$u redact; echo ended $? >&2' | head -n 1");
  CHECK(says(done, "ended 1"));
}
