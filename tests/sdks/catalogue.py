"""The SDKs whose samples are run: one entry each, and nothing else to add beside the folder itself.

Commands are lists of words, run inside a copy of the sample's folder that lies in the cache. In them
`{program}` is a program's name (`check_balance`), `{Program}` the same as Java or C# would write it
(`CheckBalance`), `{cache}` a folder for what several builds share, and `{build}` the build tree of the server
under test.
"""

import pathlib
import sys
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Sdk:
    name: str  # as the table shows it; unique
    folder: str  # below samples/
    run: list  # one program; what a crowd script starts
    version: list = ()  # prints the SDK's version in its last line; only asked when it is installed
    needs: tuple = ()  # commands on PATH; without one of them this SDK is not run
    install: list = ()  # commands that fetch: when one fails, this SDK is not run
    build: list = ()  # commands that only translate: when one fails, the tests fail
    check: list = ()  # of each program, what can be told without the SDK; check[0] must exist
    environment: dict = field(default_factory=dict)  # for all of these commands
    listens_by: str = "webhook"  # or "queue": what `listen` needs
    ours: bool = False  # no vendor's, but built from this tree: installed again when the library changes
    adds: str = ""  # a folder of the tree whose files join the copy: what else is run with this SDK


PYTHON = [sys.executable, "-m", "venv", ".venv"], [".venv/bin/pip", "install", "-q", "-r", "requirements.txt"]
BOTO3_VERSION = ["-c", "import boto3; print(boto3.__version__)"]
NPM_CI = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
# Older ones read go.mod all the same and fail while they build.
GO_IS_NEW = "printf '%s\\n' go1.21 $(go env GOVERSION) | sort -VC || (echo Go is older than 1.21 >&2; false)"
MTURK_VERSION = "require('@aws-sdk/client-mturk/package.json').version"
NAMES = [sys.executable, str(pathlib.Path(__file__).with_name("names.py"))]
# What was built of the SDK is shared. To cargo the same package in another folder is the same package, whose
# sources it holds to be built already unless they are newer; so they are made new, by one build at a time.
CARGO_INSTALL = (
    "find src -exec touch {} + && exec cargo install --path . --root . --debug --locked --offline -q"
)
AWS_SDK_FOR_CPP = ["aws-cpp-sdk-mturk-requester", "aws-cpp-sdk-sqs"]

SDKS = [
    Sdk(
        name="Python (boto3)",
        folder="python",
        install=PYTHON,
        version=[".venv/bin/python", *BOTO3_VERSION],
        run=[".venv/bin/python", "{program}.py"],
    ),
    Sdk(
        name="Python (boto3 of Debian)",
        folder="python",
        needs=("/usr/bin/python3",),
        install=[["/usr/bin/python3", "-c", "import boto3"]],
        version=["/usr/bin/python3", *BOTO3_VERSION],
        run=["/usr/bin/python3", "{program}.py"],
    ),
    Sdk(
        name="JavaScript for Node (SDK v3)",
        folder="javascript",
        needs=("node", "npm"),
        install=[NPM_CI],
        version=["node", "-p", MTURK_VERSION],
        run=["node", "{program}.js"],
    ),
    Sdk(
        name="JavaScript in the browser (SDK v3)",
        folder="browser",
        needs=("node", "npm", "chromium"),
        install=[NPM_CI],
        build=[["npm", "run", "build"]],
        version=["node", "-p", MTURK_VERSION],
        run=["node", "run.js", "{program}"],
        listens_by="queue",
    ),
    Sdk(
        name="Shell (AWS CLI)",
        folder="shell",
        needs=("aws", "jq", "xmllint", "openssl"),
        version=["bash", "-c", "aws --version 2>&1 | sed 's,aws-cli/\\([^ ]*\\).*,\\1,'"],
        run=["./{program}.sh"],
        listens_by="queue",
    ),
    Sdk(
        name="Go (SDK v2)",
        folder="go",
        needs=("go",),
        install=[["bash", "-c", GO_IS_NEW], ["go", "mod", "download"]],
        build=[["go", "build", "-o", "bin/", "./..."]],
        version=["go", "list", "-m", "-f", "{{.Version}}", "github.com/aws/aws-sdk-go-v2/service/mturk"],
        run=["bin/{program}"],
    ),
    Sdk(
        name="Java (SDK v2)",
        folder="java",
        needs=("java", "javac", "mvn"),
        install=[["mvn", "-B", "-q", "dependency:resolve-plugins", "dependency:copy-dependencies"]],
        build=[["mvn", "-B", "-q", "-o", "compile"]],
        version=["bash", "-c", "basename target/lib/mturk-*.jar .jar | sed 's,mturk-,,'"],
        run=["java", "-cp", "target/classes:target/lib/*", "samples.{Program}"],
    ),
    Sdk(
        name="PHP (SDK v3)",
        folder="php",
        needs=("php", "composer"),
        install=[["composer", "install", "--no-interaction", "--no-progress"]],
        version=["php", "-r", "require 'vendor/autoload.php'; echo Aws\\Sdk::VERSION;"],
        run=["php", "{program}.php"],
        check=["php", "-l", "{program}.php"],
        listens_by="queue",
    ),
    Sdk(
        name="Ruby (SDK v3)",
        folder="ruby",
        needs=("ruby", "bundle"),
        install=[["bundle", "install", "--quiet"]],
        version=["bundle", "exec", "ruby", "-r", "aws-sdk-mturk", "-e", "puts Aws::MTurk::GEM_VERSION"],
        run=["bundle", "exec", "ruby", "{program}.rb"],
        check=["ruby", "-wc", "{program}.rb"],
        environment={"BUNDLE_PATH": "vendor/bundle", "BUNDLE_RETRY": "0", "THOR_COLUMNS": "200"},
    ),
    Sdk(
        name=".NET (SDK v4)",
        folder="dotnet",
        needs=("dotnet",),
        install=[["dotnet", "restore"]],
        build=[["dotnet", "build", "--no-restore", "-o", "bin/out"]],
        version=["sed", "-n", r's,.*"AWSSDK.MTurk/\([^"]*\)".*,\1,p', "bin/out/samples.deps.json"],
        run=["dotnet", "bin/out/samples.dll", "{Program}"],
        check=[*NAMES, "{Program}"],
    ),
    Sdk(
        name="C++ (SDK for C++)",
        folder="cpp",
        needs=("cmake", "c++", "pkg-config"),
        install=[["pkg-config", "--print-errors", "--exists", *AWS_SDK_FOR_CPP]],
        build=[["cmake", "-B", "bin"], ["cmake", "--build", "bin", "-j2"]],
        version=["pkg-config", "--modversion", "aws-cpp-sdk-core"],
        run=["bin/{program}"],
        check=[*NAMES, "{program}"],
        listens_by="queue",
    ),
    Sdk(
        name="C++ (libkempelen)",
        folder="cpp_client",
        needs=("cmake", "c++", "pkg-config"),
        install=[["pkg-config", "--print-errors", "--exists", "cpp-httplib", "nlohmann_json", "libcrypto"]],
        build=[
            ["cmake", "--install", "{build}", "--component", "client", "--prefix", "bin/kempelen"],
            ["cmake", "-B", "bin", "-DCMAKE_PREFIX_PATH:PATH=bin/kempelen"],
            ["cmake", "--build", "bin", "-j2"],
        ],
        version=["bash", "-c", "sed -n 's/^Version: //p' $(find bin/kempelen -name kempelen.pc)"],
        run=["bin/{program}"],
        ours=True,
    ),
    Sdk(
        name="Rust (AWS SDK for Rust)",
        folder="rust",
        needs=("cargo", "flock"),
        install=[["cargo", "fetch", "--locked"]],
        build=[["flock", "{cache}/rust-target.lock", "sh", "-c", CARGO_INSTALL]],
        version=["sed", "-n", '/^name = "aws-sdk-mturk"/{n;s/version = "\\(.*\\)"/\\1/p}', "Cargo.lock"],
        run=["bin/{program}"],
        environment={"CARGO_TARGET_DIR": "{cache}/rust-target"},
    ),
]
