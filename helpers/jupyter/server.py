"""Faster sliders, faster training, pictures that stay: an extension of Jupyter's server.

A server leaves Nagle's algorithm on for the messages from a kernel to the page: a second small message can
then wait up to 40 ms for the first to be acknowledged. TCP_NODELAY turns that off.

Kernels begin with OMP_NUM_THREADS=1, unless it is set already: the matrices of the course are so small that a
product shared by several threads takes longer, many times longer where something else wants the processors too.

A saved notebook holds the still pictures of live figures in place of their widgets (see saving.py); hooks that
others have set run as before.

Installing the course enables this extension; everything works without it, only less smoothly.
"""

import os

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection

from helpers.jupyter import saving


class PromptConnection(ZMQChannelsWebsocketConnection):
    """The server's own connection to a kernel, with TCP_NODELAY set."""

    def connect(self):
        """Connect as usual, after switching Nagle's algorithm off."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


def _jupyter_server_extension_points():
    return [{"module": "helpers.jupyter.server"}]


def _load_jupyter_server_extension(server):
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # kernels inherit it
    server.contents_manager.register_pre_save_hook(saving.pre_save)
    settings, key = server.web_app.settings, "kernel_websocket_connection_class"
    if settings[key] is ZMQChannelsWebsocketConnection:  # leave a gateway's or a hub's own class alone
        settings[key] = PromptConnection
