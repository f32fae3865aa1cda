"""The figures of the lessons, a module for each: arrays in, a picture and a sentence out.

A figure is a function under `@figure(a=slider(...), ...)` that builds a picture, wide or tall, and returns a
`Picture` with `draw`, which moves its artists, and `words`, which says what is seen. Nothing that a lesson is about is
computed here: states, factors and gradients come in as arrays.
"""
