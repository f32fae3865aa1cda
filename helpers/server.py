"""Faster sliders: an extension that has Jupyter's server send each message at once.

A server leaves Nagle's algorithm on for the messages from a kernel to the page: a second small message can
then wait up to 40 ms for the first to be acknowledged. TCP_NODELAY turns that off. Installing the course
enables this extension; everything works without it, only less smoothly.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """The server's own connection to a kernel, with TCP_NODELAY set."""

    def connect(self):
        """Connect as usual, after switching Nagle's algorithm off."""
        self.websocket_handler.set_nodelay(True)
        return super().connect()


def _jupyter_server_extension_points():
    return [{"module": "helpers.server"}]


def _load_jupyter_server_extension(server):
    settings, key = server.web_app.settings, "kernel_websocket_connection_class"
    if settings[key] is ZMQChannelsWebsocketConnection:  # leave a gateway's or a hub's own class alone
        settings[key] = PromptConnection
