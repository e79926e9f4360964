# %%
from numbers_lib import count

count("one two")
